"""Settings: from `instance/config.toml`, then from CARELEAVERS_* variables, as one typed object.

May import: the domain. Three words to know: *setting* (a name with a type and a default),
*source* (default, file or variable) and *policy* (the council's limits, in a table of the file).
"""

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, get_type_hints

from careleavers.domain.limits import PolicyError
from careleavers.domain.policy import Policy

PREFIX = "CARELEAVERS_"


class SettingsError(ValueError):
    """A setting that cannot be used; the message names it, the value and the remedy."""


@dataclass(frozen=True)
class Settings:
    """Everything an installation can choose. `sources` says where each value came from."""

    database_url: str = ""
    database_key: str = ""
    secret_key: str = ""
    instance: Path = Path("instance")
    service_name: str = "Pathways"
    council_name: str = "Your council"
    after_care_worker_label: str = "After-care worker"
    accent_colour: str = "#1d70b8"
    out_of_hours_phone: str = ""
    two_factor_required: bool = True
    demo: bool = False
    secure_cookies: bool = True
    trusted_hosts: str = ""
    proxies: int = 0
    staff_idle_minutes: int = 30
    young_person_idle_minutes: int = 10
    sweep_hour: int = 5
    sweep_stale_hours: int = 26
    bank_holiday_region: str = "ENG"
    security_log: str = ""
    backup_stale_hours: int = 26
    documents_folder: str = ""
    virus_scanner: str = ""
    ping_url: str = ""
    public_url: str = ""
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: str = "starttls"
    smtp_user: str = ""
    smtp_password: str = ""
    mail_from: str = "pathways@localhost"
    privacy_officer: str = ""
    policy: Policy = field(default_factory=Policy)
    sources: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def url(self) -> str:
        """The database address, by default one SQLite file in the instance folder."""
        return self.database_url or f"sqlite:///{(self.instance / 'careleavers.sqlite3').resolve()}"

    @property
    def security_log_path(self) -> Path:
        """Where the second sink of what protects people is written, by default in the instance folder."""
        return Path(self.security_log) if self.security_log else self.instance / "security-log.jsonl"

    @property
    def documents_path(self) -> Path:
        """Where files that were handed in are kept, by default in the instance folder; never below a web root."""
        return Path(self.documents_folder) if self.documents_folder else self.instance / "documents"

    def described(self) -> list[dict[str, object]]:
        """Every setting and limit with its value and source, for people to read; secrets are only said to be set."""
        rows: list[dict[str, object]] = []
        for name in NAMES:
            value = getattr(self, name)
            if name in _SECRETS:
                value = "(set)" if value else "(not set)"
            elif name == "database_url":
                # An address may hold a password; what follows the driver's name and goes before the host is left out.
                value = re.sub(r"://[^@/]*@", "://(hidden)@", self.url)
            rows.append({"name": name, "value": value, "source": self.sources.get(name, "default")})
        for limit in fields(Policy):
            name = f"policy.{limit.name}"
            value = getattr(self.policy, limit.name)
            rows.append({"name": name, "value": value, "source": self.sources.get(name, "default")})
        return rows


# Whoever knows the address of the ping can keep the watcher quiet.
_SECRETS = {"secret_key", "database_key", "ping_url", "smtp_password"}
_NOT_SETTINGS = {"policy", "sources", "instance"}
NAMES = [f.name for f in fields(Settings) if f.name not in _NOT_SETTINGS]
_TYPES = get_type_hints(Settings)
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,9}")


# What a value must be like beyond its type: a whole pattern, and the words for it.
_MUST_BE = {
    "accent_colour": (r"|#[0-9a-fA-F]{6}", "a colour such as #1d70b8"),
    "proxies": (r"[0-5]", "0 to 5"),
    "staff_idle_minutes": (r"[1-9][0-9]{0,2}", "1 to 999"),
    "young_person_idle_minutes": (r"[1-9][0-9]{0,2}", "1 to 999"),
    "sweep_hour": (r"0|[2-9]|1[0-9]|2[0-3]", "0 or 2 to 23, for the hour from 1 to 2 is there twice or not at all"),
    "backup_stale_hours": (r"[1-9][0-9]{0,2}", "1 to 999"),
    "sweep_stale_hours": (r"[1-9][0-9]{0,2}", "1 to 999"),
    "ping_url": (r"|https?://\S+", "an address that begins with http:// or https://"),
    "public_url": (r"|https?://\S+", "an address that begins with http:// or https://"),
    "virus_scanner": (r"|/\S+|\S+:[0-9]{1,5}", "the path of a socket that begins with /, or host:port"),
    "smtp_port": (r"[1-9][0-9]{0,4}", "1 to 65535"),
    "smtp_security": (r"starttls|tls|none", "starttls, tls or none"),
    "mail_from": (r"[^@\s]+@[^@\s]+", "an e-mail address"),
    "bank_holiday_region": (r"ENG|WLS|SCT|NIR", "ENG, WLS, SCT or NIR"),
}


def _nearest(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return f" Did you mean {close[0]}?" if close else f" Known settings: {', '.join(known)}."


def _typed(name: str, value: Any, source: str) -> Any:
    """The value as the setting's own type, from TOML or from the text of a variable."""
    wanted = _TYPES[name]
    if wanted is bool and isinstance(value, str):
        words = {
            "1": True,
            "true": True,
            "yes": True,
            "on": True,
            "0": False,
            "false": False,
            "no": False,
            "off": False,
        }
        if value.strip().lower() in words:
            return words[value.strip().lower()]
    elif wanted is int and isinstance(value, str) and _WHOLE_NUMBER.fullmatch(value.strip()):
        return int(value)
    elif isinstance(value, wanted) and not (wanted is int and isinstance(value, bool)):
        return value
    kinds = {bool: "true or false", int: "a whole number", str: "text"}
    raise SettingsError(f"{name} in {source} is {value!r}. It must be {kinds[wanted]}.")


def _read_file(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as problem:
        raise SettingsError(f"{path.name} cannot be read: {problem}. Correct the file and try again.") from problem


def _from_file(
    content: Mapping[str, Any], values: dict[str, Any], limits: dict[str, Any], sources: dict[str, str]
) -> None:
    for name, value in content.items():
        if name == "policy":
            if not isinstance(value, dict):
                raise SettingsError("policy in config.toml must be a table: write its limits under [policy].")
            limits.update(value)
            sources.update({f"policy.{limit}": "config.toml" for limit in value})
        elif name in NAMES:
            values[name] = _typed(name, value, "config.toml")
            sources[name] = "config.toml"
        else:
            raise SettingsError(
                f"config.toml has a setting called {name}, which does not exist.{_nearest(name, NAMES)}"
            )


def _from_environment(
    environment: Mapping[str, str], values: dict[str, Any], limits: dict[str, Any], sources: dict[str, str]
) -> None:
    known_limits = [f.name for f in fields(Policy)]
    for variable, text in environment.items():
        if not variable.startswith(PREFIX) or variable == f"{PREFIX}INSTANCE":
            continue
        name = variable.removeprefix(PREFIX).lower()
        if name.startswith("policy_") and name.removeprefix("policy_") in known_limits:
            limit = name.removeprefix("policy_")
            limits[limit] = int(text) if _WHOLE_NUMBER.fullmatch(text.strip()) else text
            sources[f"policy.{limit}"] = variable
        elif name in NAMES:
            values[name] = _typed(name, text, variable)
            sources[name] = variable
        else:
            known = NAMES + [f"policy_{limit}" for limit in known_limits]
            raise SettingsError(f"{variable} is not a setting.{_nearest(name, known)}")


def load_settings(instance: Path | None = None, environment: Mapping[str, str] | None = None, **given: Any) -> Settings:
    """The settings in force; later sources win: defaults, config.toml, variables, then what is `given`.

    Raises SettingsError for an unknown name, a value that cannot be used, or a limit looser than the law.
    """
    environment = os.environ if environment is None else environment
    folder = instance or Path(environment.get(f"{PREFIX}INSTANCE", "instance"))
    values: dict[str, Any] = {}
    limits: dict[str, Any] = {}
    sources: dict[str, str] = {}
    _from_file(_read_file(folder / "config.toml"), values, limits, sources)
    _from_environment(environment, values, limits, sources)
    try:
        policy = Policy.from_mapping(limits)
    except PolicyError as problem:
        raise SettingsError(str(problem)) from problem
    for name, (pattern, words) in _MUST_BE.items():
        if name in values and not re.fullmatch(pattern, str(values[name])):
            raise SettingsError(f"{name} in {sources[name]} is {values[name]!r}. It must be {words}.")
    settings = Settings(instance=folder, policy=policy, sources=sources, **values)
    return replace(settings, **given)
