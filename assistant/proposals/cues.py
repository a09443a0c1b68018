"""Cues: the words by which a sentence tells how a project is run, whatever it is about, in the languages of texts."""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from corpus.mentions import fold

# A word that ends in * is the beginning of one; words with * between them follow one another.
RUNNING: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "lasting": {
            "en": "sustainab* lasting lasts long-term permanent* anchored keep*going keeps*the goes*on continue*after"
            " after*the*grant after*the*project when*the*grant*ended remain remains next*step until*20* up*to*20*"
            " cooperation*agreement own*income other*funds existing*funds ways*of*financing",
            "nl": "duurz* blijvend* blijft standhoud* houdt*stand verankerd* structureel na*afloop na*het*project"
            " voortgezet voortzet* zichzelf*in*stand bestaande*geldstromen samenwerkingsovereenkomst",
            "fi": "pysyv* jatku*hankkeen hankkeen*jälkeen vakiint* juurtu* jää*käyttöön kestävä*yhteis* kestävyy*",
            "es": "sostenibilidad duradero* duradera* perdura* permanente* continuidad tras*el*proyecto al*terminar"
            " acuerdo*de*cooperación hasta*20* queda*después",
            "eu": "iraunkor* jarraitu* ondoren*ere hitzarmen* irauten gelditzen",
            "de": "nachhaltig* dauerhaft* verstetig* bleibend* verankert* über*das*projekt*hinaus fortgeführt"
            " weitergeführt",
            "fr": "durable* pérenn* perdur* au-delà*du*projet après*le*projet accord*de*coopération",
            "it": "sostenibilità duratur* perman* dopo*la*fine resta*dopo",
            "pt": "sustentab* duradour* permanece* depois*do*projeto após*o*projeto",
            "lt": "tvarum* tęstinum* ilgalaik* tęsia* pasibaigus",
            "et": "jätkusuutlik* püsiv* kestlik* pärast*projekti jätku*",
            "pl": "trwałoś* trwał* po*zakończeniu kontynu*",
        },
        "dissemination": {
            "en": "disseminat* publish* publicat* made*known*to results*known pass*on share*good share*what"
            " share*best share*results free*of*charge open*source openly conference* fair*"
            " exhibition* on*its*website on*the*internet*for presented*at handbook train*others",
            "nl": "versprei* publice* gepubliceerd bekendgemaakt delen*van goede*voorbeelden online gratis tentoonstel*"
            " website*van congres* handleiding*voor",
            "fi": "levit* julkais* jakaa*tulok* jaetaan verkkosivu* esitell* maksutta messu* hyviä*käytäntöj*",
            "es": "difusión difund* divulg* publica* compart* buenas*prácticas gratuit* jornada*de congreso en*abierto",
            "eu": "zabal* argitara* partekat* praktika*onak jardunaldi* doan",
            "de": "verbreit* veröffentlich* vorgestellt offen*im*netz kostenlos* tagung* projektergebnis*",
            "fr": "diffus* publi* partag* essaim* valoris*des*résult* gratuit* bonnes*pratiques*",
            "it": "diffus* pubblicat* divulg* comunicazione catalogo condivi* buone*pras*",
            "pt": "dissemin* divulg* public* partilh* boas*práticas gratuit*",
            "lt": "sklaid* skelb* dalij* gerąja*patirtimi sužinos nemokam*",
            "et": "levita* avalda* jaga* häid*näiteid tasuta",
            "pl": "upowszechni* publik* podręcznik* udostępni* dobre*praktyki dobrych*praktyk*",
        },
        "governance": {
            "en": "coordinat* steering*committee steering*group supervisory*board board committee who*does*what"
            " shared*out division*of*tasks divided*the*work responsible*for met*in have*met meetings"
            " in*the*lead led*by agree*on agreed draw*up*together set*the*priorities monitoring",
            "nl": "coördin* stuurgroep taakverdeling leggen*vast leggen*samen afspraken overleg regie trekker*"
            " penvoerder"
            " kwamen*bijeen besluit*",
            "fi": "koordinoi* koordinaattori* ohjausryhmä* johtoryhmä* työnjako* vastaa*siitä kokou*"
            " sopi*yhdessä sovit*",
            "es": "coordin* comité* reparto*de*tareas reuni* dirige dirigid* se*repart* acord* bajo*la*dirección",
            "eu": "koordina* batzorde* bilera* zuzentzen banatu* adostu* gidatu*",
            "de": "koordin* lenkung* steuergruppe arbeitsteil* übernahm*einen treffen*der besprech* federführ*"
            " abgestimmt verantwortlich*für vereinbar*",
            "fr": "coordonn* coordin* comité* pilot* réparti* réunion*",
            "it": "coordin* comitato riunion* capofila ripart*",
            "pt": "coorden* comité* reuni* repart* lidera*",
            "lt": "koordin* komitet* susitik* vadovauja pasidalij*",
            "et": "koordin* juhtrühm* juhti* koosole* kokku*leppi*",
            "pl": "koordyn* komitet* spotka* podział*zadań kieruje",
        },
        "internationalisation": {
            "en": "abroad across*borders transnational* from*one*another from*each*other from*the*differences"
            " other*countries"
            " partner*countries several*countries critical*friends peers visited travelled taken*over example*of*the",
            "nl": "buitenland* over*de*grens van*elkaar bij*elkaar*op*bezoek andere*landen uitwissel*",
            "fi": "ulkomai* toisiltaan kansainväli* rajojen*yli muissa*maissa muista*maista vertaisi*",
            "es": "en*el*extranjero otros*países varios*países visitaron viaj* unos*de*otros mutuamente intercambi*"
            " sobre*el*terreno",
            "eu": "atzerri* beste*herrialde* elkarrengandik nazioarte* mugaz*gain* trukea",
            "de": "im*ausland ins*ausland voneinander grenzüberschreit* andere*länder anderen*ländern besuchten"
            " austausch*",
            "fr": "à*l*étranger autres*pays les*uns*des*autres échange* transnation*",
            "it": "all*estero altri*paesi gli*uni*dagli*altri scambi* transnazional*",
            "pt": "no*estrangeiro outros*países noutro*país uns*com*os*outros intercâmbi*",
            "lt": "užsien* kitų*šalių vieni*iš*kitų mainai mainų keistis",
            "et": "välismaa* teiste*riikide üksteiselt võrdlesid rahvusvahel*",
            "pl": "za*granicą zagranic* innych*krajów od*siebie wymian*",
        },
        "company-cooperation": {
            "en": "compan* employer* firms enterprise* entrepreneur* business*community chamber* industry guest*less*"
            " guest*lect* guest*speak* stakeholder* unions",
            "nl": "bedrijf bedrijven bedrijfsleven werkgever* onderneming* ondernemer* gastles* gastspreker* branche*"
            " zorginstelling* zorgaanbieder*",
            "fi": "yrity* työelämä* työnantaj* työpaik* yrittäj*",
            "es": "empresa* empresari* empleador* patronal cámara*de",
            "eu": "enpres* enplegatzaile* lantoki*",
            "de": "betrieb* unternehm* firma firmen arbeitgeber* kammer* fachmann fachleute*aus",
            "fr": "entreprise* employeur* chambre*de",
            "it": "impres* aziend* datori*di*lavoro",
            "pt": "empresa* empregador*",
            "lt": "įmon* darbdav* verslo",
            "et": "ettevõt* tööand*",
            "pl": "przedsiębior* pracodawc* firm firmy branż*",
        },
        "newcomers": {
            "en": "newcomer* first*time beginners less*experienced no*experience small-scale small*schools"
            " small*and*medium*"
            " help*others helps*every start*with consortium simple*structure",
            "nl": "nieuwkomer* eerste*keer kleinschalig* onervaren minder*ervar* kleine*scholen"
            " kleine*bedrijven consortium",
            "fi": "ensimmäistä*kertaa ensikertalais* pienhank* pienet*oppilait* uudet*toimijat konsorti* verkostohank*",
            "es": "primera*vez principiant* sin*experiencia menos*experiencia pequeños*centros pequeña*escala consorcio"
            " ayuda*mutua",
            "eu": "lehen*aldiz hasiberri* esperientzia*gutx* txikiak mentore* laguntzen*di*",
            "de": "zum*ersten*mal einsteiger* neuling* ohne*erfahrung wenig*erfahrung kleine*schulen konsorti*"
            " kleine*partnerschaft*",
            "fr": "première*fois débutant* débutent peu*d*expérience petits*établissements consortium",
            "it": "prima*volta principiant* senza*esperienza piccole*scuole consorzi*",
            "pt": "primeira*vez principiant* experiência*anterior pequena*escala consórcio*",
            "lt": "pirmą*kartą naujok* be*patirties mažos*mokyklos konsorcium*",
            "et": "esimest*korda algaja* kogemuseta väikeprojekt* kindlasummalin* konsortsium*",
            "pl": "po*raz*pierwszy początkując* bez*doświadczenia małe*szkoły konsorcjum*",
        },
    }
)
"""The cues by the side of running a project that they tell of; some sides have the name of a theme of ours."""


@lru_cache(maxsize=32_768)
def tells_of(side: str, text: str, language: str | None) -> bool:
    """Whether a text tells of a side of running a project."""
    words = RUNNING.get(side, {})
    return bool(words) and phrases(words.get(str(language), words["en"])).search(fold(text)) is not None


@lru_cache(maxsize=256)
def phrases(words: str) -> re.Pattern[str]:
    """Return what finds the words and beginnings of words of a line, written as above, in a folded text."""
    parts = []
    for word in fold(words).split():
        beginning = word.endswith("*")
        inner = r"\W+".join(re.escape(part) for part in word.rstrip("*").split("*"))
        parts.append(inner + (r"\w*" if beginning else ""))
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")
