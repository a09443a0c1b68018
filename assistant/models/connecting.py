"""Connecting: from settings to a chat model through langchain, and where the text that it is given goes."""

import importlib.util
import ipaddress
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from assistant.models.faults import ChatFault
from assistant.settings import CHAT_KEY, ChatSettings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


class _Provider(NamedTuple):
    """What we must know of a provider: its package, its address, and the variables that hold that and its key."""

    package: str
    address: str
    address_variables: tuple[str, ...]
    key_variable: str | None


PROVIDERS: Mapping[str, _Provider] = {
    "openai": _Provider(
        "langchain_openai", "https://api.openai.com/v1", ("OPENAI_BASE_URL", "OPENAI_API_BASE"), "OPENAI_API_KEY"
    ),
    "ollama": _Provider("langchain_ollama", "http://127.0.0.1:11434", ("OLLAMA_HOST",), None),
    "anthropic": _Provider(
        "langchain_anthropic", "https://api.anthropic.com", ("ANTHROPIC_BASE_URL",), "ANTHROPIC_API_KEY"
    ),
    "mistralai": _Provider(
        "langchain_mistralai", "https://api.mistral.ai/v1", ("MISTRAL_BASE_URL",), "MISTRAL_API_KEY"
    ),
}
"""The providers that a model can be of, by the name that `init_chat_model` knows them by."""

_TALKATIVE = ("openai", "anthropic", "ollama", "httpx", "httpx2", "httpcore", "httpcore2", "langsmith")
_LOCAL_NAMES = ("localhost", "host.docker.internal")
_LOCAL_ENDINGS = (".localhost", ".local", ".internal", ".lan")
# Ollama sends what such a model is given on to its own servers.
_OLLAMA_CLOUD = ("-cloud", ":cloud")


class Connection(NamedTuple):
    """Which model answers, and where its text goes: `host` as people read it; `local` if that is not the internet."""

    provider: str
    model: str
    address: str
    host: str
    local: bool

    @property
    def name(self) -> str:
        """The model as the settings have it."""
        return f"{self.provider}:{self.model}"


def connection_of(settings: ChatSettings, environ: Mapping[str, str]) -> Connection | None:
    """Return what the settings name, without connecting; None when no model is set. Raises ChatFault."""
    if not settings.model:
        return None
    provider, colon, model = settings.model.partition(":")
    if not colon or not model.strip() or provider not in PROVIDERS:
        raise ChatFault("not_understood", model=settings.model, known=", ".join(PROVIDERS))
    known = PROVIDERS[provider]
    given = settings.base_url.get_secret_value() if settings.base_url else ""
    address = given or next((environ[name] for name in known.address_variables if environ.get(name)), known.address)
    if "://" not in address:
        address = f"http://{address}"
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        shown = f"{host}:{parts.port}" if parts.port else host
    except ValueError:
        host = shown = ""
    if not host:
        raise ChatFault("bad_address")
    local = is_local(host)
    if provider == "ollama" and model.endswith(_OLLAMA_CLOUD):
        shown, local = "ollama.com", False
    return Connection(provider, model.strip(), address, shown, local)


def is_local(host: str) -> bool:
    """Whether a host is this machine or one of the same private network, as far as its name or number tells."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host in _LOCAL_NAMES or host.endswith(_LOCAL_ENDINGS)
    return (address.is_loopback or address.is_private) and not address.is_unspecified


def connect(
    connection: Connection, settings: ChatSettings, environ: Mapping[str, str], count_tokens: bool = True
) -> "BaseChatModel":
    """Return the chat model, ready to be asked. Raises ChatFault when a package or a key is missing.

    It follows no redirection: what it is given stays with the host that it was meant for. `count_tokens` has the
    server say how many tokens a reply took, which a few servers do not know of.
    """
    known = PROVIDERS[connection.provider]
    if settings.local_only and not connection.local:
        raise ChatFault("not_local", model=connection.name, host=connection.host)
    if importlib.util.find_spec(known.package) is None:
        raise ChatFault("not_installed", model=connection.name, provider=connection.provider)
    key = environ.get(CHAT_KEY) or environ.get(known.key_variable or "", "")
    if known.key_variable and not key and connection.address == known.address:
        raise ChatFault("no_key", model=connection.name, variable=known.key_variable)
    # Imported here: only who has set a model pays for it.
    from langchain.chat_models import init_chat_model

    # A server of one's own that asks for no key must be given something all the same.
    options = _options(connection, settings, key or "none", count_tokens)
    try:
        model: BaseChatModel = init_chat_model(connection.model, model_provider=connection.provider, **options)
        if connection.provider == "anthropic":
            # The one package that takes no client of ours.
            model._client._client.follow_redirects = False  # type: ignore[attr-defined]
    except Exception as error:
        raise ChatFault("not_understood", model=connection.name, known=", ".join(PROVIDERS)) from error
    for name in _TALKATIVE:
        # Their lines for finding errors hold all that is sent.
        logging.getLogger(name).setLevel(logging.WARNING)
    return model


def _options(connection: Connection, settings: ChatSettings, key: str, count_tokens: bool) -> dict[str, Any]:
    """Return what each package must be told; tries are counted by us."""
    options: dict[str, Any] = {"temperature": 0, "base_url": connection.address}
    if connection.provider == "ollama":
        client = {"timeout": settings.chunk_seconds, "follow_redirects": False}
        # The text of ten passages is longer than what Ollama reads by default.
        context = {"num_predict": settings.answer_tokens, "num_ctx": settings.context_tokens}
        return {**options, **context, "client_kwargs": client}
    options |= {"api_key": key, "max_retries": 0, "timeout": settings.chunk_seconds}
    if connection.provider == "mistralai":
        # It makes one try out of 1, and none out of 0; of itself it follows no redirection.
        options["max_retries"] = 1
    if connection.provider == "openai":
        from openai import DefaultHttpxClient

        stay = DefaultHttpxClient(timeout=settings.chunk_seconds, follow_redirects=False)
        options |= {"http_client": stay, "stream_usage": count_tokens, "use_responses_api": False}
        if connection.address != PROVIDERS["openai"].address:
            # Others know the limit by its older name, and some of them by no other.
            return {**options, "extra_body": {"max_tokens": settings.answer_tokens}}
    return {**options, "max_tokens": settings.answer_tokens}
