"""What a writer does with a section of a proposal: writing, citing, pinning, drafting; each is kept at once."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from secrets import token_hex

import streamlit as st

from assistant.citations import Citation
from assistant.proposals.citing import keep, kept_already
from assistant.proposals.drafting import Drafted
from assistant.proposals.fields import Field, with_answers_below, with_questions
from assistant.proposals.foreign import Translated
from assistant.proposals.shapes import Template
from corpus.errors import DocumentNotFound, ProposalNotFound, VetError
from corpus.proposals import KeptSource, Proposal, SavedProposal, SectionDraft, load
from ui.components.editor import EditorChange, Insertion
from ui.components.proposalclaims import Claim, claims_of
from ui.components.proposaldesk import change, name_of_link, section_of, version_of, with_section, with_source, writer
from ui.components.proposalfinding import checked, skeleton
from ui.components.proposalstart import Around
from ui.sessions import document

_QUOTES = "proposal-quotes"


class _Stale(Exception):
    """What is kept has changed since the writer began: the field shows both."""


class Acting:
    """One field of a proposal's form, and what pressing something in it does; a browser may say anything."""

    def __init__(self, saved: SavedProposal, template: Template, field: Field, around: Around) -> None:
        self.saved, self.template, self.field, self.around = saved, template, field, around
        self.section = field.section
        self.say, self.names = around.say, around.names
        self.proposal, self.language = saved.proposal, saved.proposal.brief.language
        self.name = name_of_link(saved.token)
        self.checked_key = f"proposal-checked-{self.name}-{field.name}"
        self.searching: Sequence[Claim] = ()
        self._shown: dict[str, Citation] = {}

    def text_of(self, proposal: Proposal) -> str:
        """Return what a proposal has in this field."""
        return self.field.of(section_of(proposal, self.section.id).text)

    def written(self, written: EditorChange) -> str | None:
        """Keep what was written, unless somebody changed the section since; return the version that is kept now."""
        state, action = st.session_state, written.reason
        kept = self._changed(
            lambda draft: self._text(draft, written), automatic=action in ("typed", "blur", "reconnected", "inserted")
        )
        if kept is None:
            if state.pop("proposal-deleted", False):
                # Nowhere else is it now.
                state["proposal-rescued"] = written.text
            return None
        text = self.text_of(kept.proposal)
        if text != written.text:
            # What was pasted has a question in it: the answer to that is in its own field now.
            state[f"proposal-replace-{self.name}"] = token_hex(4)
        if action == "check" or self.checked_key in state:
            state[self.checked_key] = text
        if action == "check":
            state["proposal-announce"] = token_hex(4)
            state["proposal-offer"] = True
        if action in ("own", "not-own", "details"):
            self._of_sentence(action, kept.proposal, text, written.cursor)
        if action.startswith("open:"):
            state["proposal-open"] = action
        return version_of(text)

    def _text(self, draft: SectionDraft, written: EditorChange) -> SectionDraft:
        if written.reason != "kept" and version_of(self.field.of(draft.text)) != written.version:
            raise _Stale
        return draft.model_copy(update={"text": self.field.within(draft.text, written.text, self.language)})

    def _of_sentence(self, action: str, proposal: Proposal, text: str, cursor: int) -> None:
        found = claims_of(text, checked(proposal, self.section.id, text))
        claim = next((each for each in found if each.sentence.start <= cursor <= each.sentence.end), None)
        if claim is None:
            return
        if action == "details":
            st.session_state["proposal-details"] = claim.name
        else:
            self._mark(claim.words, own=action == "own")

    def put_questions(self) -> None:
        """Put those guiding questions into the section that it lacks, each to be answered below it."""

        def asked(draft: SectionDraft) -> SectionDraft:
            return draft.model_copy(update={"text": with_questions(self.section, draft.text, self.language)})

        if self._changed(asked):
            st.session_state[f"proposal-replace-{self.name}"] = token_hex(4)

    def draft_from_quotes(self) -> None:
        """Put a first text of quotes below what is written already."""
        asked = self.field.question.id if self.field.question else None
        made = skeleton(self.proposal.brief, self.template, self.section.id, self.proposal.sources, asked)
        first = next((each for each in made.sections if each.section == self.section.id), None)
        if first is None or not first.text.strip():
            st.session_state["proposal-said"] = self.say("proposal_skeleton_none")
            return

        # What is ours in it (questions, gaps, room for answers) claims nothing.
        self._add_below(
            lambda text: with_answers_below(self.section, text, first.text, self.language), made.sources, first.own
        )

    def take_draft(self, drafted: Drafted) -> None:
        """Put what the chat model wrote below what is written already, or say why there is nothing."""

        def below(text: str) -> str:
            before = self.field.of(text).rstrip()
            return self.field.within(text, "\n\n".join(filter(None, [before, drafted.text])), self.language)

        if drafted.text:
            self._add_below(below)
        if drafted.notes:
            st.session_state["proposal-said"] = " ".join(note.text for note in drafted.notes)

    def take_translations(self, translated: Translated | None) -> None:
        """Put translations below the quotes that they are of, unless the text has changed meanwhile."""
        if translated is None:
            st.session_state["proposal-said"] = self.say("proposal_translate_none")
            return
        before = self.text_of(self.proposal)

        def below(text: str) -> str:
            same = self.field.of(text) == before
            return self.field.within(text, translated.text, self.language) if same else text

        self._put(below, own=translated.own)

    def _add_below(
        self, added_to: Callable[[str], str], sources: Sequence[KeptSource] = (), own: Sequence[str] = ()
    ) -> None:
        if self._put(added_to, sources, own) and self.text_of(self.proposal).strip():
            st.session_state["proposal-said"] = self.say("proposal_skeleton_added")

    def _put(
        self, written: Callable[[str], str], sources: Sequence[KeptSource] = (), own: Sequence[str] = ()
    ) -> SavedProposal | None:
        """Keep another text of the section, and have the field show it."""

        def added(proposal: Proposal) -> Proposal:
            now = section_of(proposal, self.section.id)
            for source in sources:
                proposal = with_source(proposal, source)
            ours = tuple(dict.fromkeys([*now.own, *own]))
            return with_section(proposal, now.model_copy(update={"text": written(now.text), "own": ours}))

        kept = self._kept(added)
        if kept:
            st.session_state[f"proposal-replace-{self.name}"] = token_hex(4)
        return kept

    def picked(self, value: str) -> None:
        """Do what was pressed; a browser may say anything."""
        action, _, what = value.partition(":")
        if action in ("insert", "pin") and (citation := self.quote(what)):
            self._take(citation, pin=action == "pin")
        elif action == "again":
            self._insert(what)
        elif action in ("unpin", "hold"):
            self._pin(what, action == "hold")
        elif action in ("open", "look"):
            st.session_state["proposal-open"] = value
        elif action == "find":
            st.session_state.setdefault("proposal-sought", set()).add(what)
        elif action in ("own", "claim") and (claim := self._claim(what)):
            self._mark(claim.words, own=action == "own")
        elif action == "add":
            name, _, quote = what.partition(":")
            claim, citation = self._claim(name), self.quote(quote)
            if claim and citation:
                self._take(citation, at=claim)

    def _take(self, citation: Citation, *, pin: bool = False, at: Claim | None = None) -> None:
        """Make a quote a source of the proposal, and pin it, or cite it in the text."""
        try:
            of = document(citation.document_id)
        except DocumentNotFound:
            st.session_state["proposal-said"] = self.say("document_gone")
            return

        def with_quote(proposal: Proposal) -> Proposal:
            if kept_already(citation, proposal.sources):
                return proposal
            taken = [each.key for each in proposal.sources]
            return with_source(proposal, keep(citation, of, taken, datetime.now(UTC).date()))

        kept = self._kept(with_quote, automatic=True)
        source = kept_already(citation, kept.proposal.sources) if kept else None
        if source is None or kept is None:
            return
        if pin:
            self._pin(source.key, source.key not in section_of(kept.proposal, self.section.id).pinned)
        else:
            self._insert(source.key, at)

    def _insert(self, key: str, at: Claim | None = None) -> None:
        """Have the field put a mark where the cursor is, or behind a sentence, wherever that stands now."""
        place = None
        if at is not None:
            text = self.text_of(load(self.around.library, self.saved.token).proposal)
            of = str(st.session_state.get(self.checked_key, ""))
            sentence = of[at.sentence.start : at.sentence.end]
            place = text.find(sentence) + len(sentence) if sentence in text else None
        wish = Insertion(token_hex(4), f"[@{key}]", place)
        if at is None:
            st.session_state["proposal-writing-on"] = wish.nonce
        st.session_state["proposal-insertion"] = ((self.saved.token, self.field.name), wish)

    def _pin(self, key: str, pinned: bool) -> None:
        def pins(draft: SectionDraft) -> SectionDraft:
            others = tuple(each for each in draft.pinned if each != key)
            return draft.model_copy(update={"pinned": (*others, key) if pinned else others})

        self._changed(pins, automatic=True)

    def _mark(self, words: str, *, own: bool) -> None:
        def marks(draft: SectionDraft) -> SectionDraft:
            others = tuple(each for each in draft.own if each != words)
            return draft.model_copy(update={"own": (*others, words) if own else others})

        self._changed(marks, automatic=True)

    def shows(self, quotes: Mapping[str, Citation]) -> None:
        """Note quotes, by name, that are about to be shown."""
        self._shown.update(quotes)
        # A press ends the run that it comes in: what the page showed before that is there to be pressed still.
        st.session_state[_QUOTES] = {**st.session_state.get(_QUOTES, {}), **quotes}

    def showing_ends(self) -> None:
        """Forget quotes that the page showed before and shows no more."""
        st.session_state[_QUOTES] = self._shown

    def quote(self, name: str) -> Citation | None:
        """Return a quote that is shown, by name."""
        quotes: Mapping[str, Citation] = st.session_state.get(_QUOTES, {})
        return quotes.get(name)

    def _claim(self, name: str) -> Claim | None:
        """Return a claim that is shown, at its place in the text as it is kept now."""
        of = st.session_state.get(self.checked_key)
        if of is None:
            return None
        found = claims_of(of, checked(self.proposal, self.section.id, of))
        return next((each for each in found if each.name == name), None)

    def _changed(
        self, update: Callable[[SectionDraft], SectionDraft], *, automatic: bool = False
    ) -> SavedProposal | None:
        def updated(proposal: Proposal) -> Proposal:
            return with_section(proposal, update(section_of(proposal, self.section.id)))

        return self._kept(updated, automatic=automatic)

    def _kept(self, update: Callable[[Proposal], Proposal], *, automatic: bool = False) -> SavedProposal | None:
        """Make a change to what is kept; None, and a word to the writer, if that cannot be."""
        try:
            return change(self.around.library, self.saved.token, update, automatic=automatic, writer=writer())
        except _Stale:
            return None
        except ProposalNotFound:
            st.session_state["proposal-deleted"] = True
            return None
        except VetError as error:
            st.session_state["proposal-trouble"] = str(error)
            return None
