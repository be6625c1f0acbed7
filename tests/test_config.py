"""Settings: what a council writes wrongly is said in words, and every value can be traced to where it came from."""

from pathlib import Path

import pytest

from careleavers.app import create_app
from careleavers.config import NAMES, Settings, SettingsError, load_settings
from careleavers.domain.dates import LeapDay


def write(folder: Path, content: str) -> Path:
    """A configuration file in the instance folder, which is given back."""
    (folder / "config.toml").write_text(content, encoding="utf-8")
    return folder


def said(folder: Path, content: str = "", **variables: str) -> str:
    """What a person is told about a file and variables that cannot be used."""
    with pytest.raises(SettingsError) as problem:
        load_settings(write(folder, content), variables)
    return str(problem.value)


def test_without_file_or_variables_every_value_is_the_default(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, {})
    assert settings == Settings(instance=tmp_path)
    assert {row["source"] for row in settings.described()} == {"default"}
    assert settings.url == f"sqlite:///{tmp_path.resolve()}/careleavers.sqlite3"


@pytest.mark.parametrize(
    ("content", "variables", "says"),
    [
        ("sevice_name = 'x'", {}, "a setting called sevice_name, which does not exist. Did you mean service_name?"),
        ("zzz = 1", {}, "Known settings: database_url,"),
        ("", {"CARELEAVERS_SWEEP_HUOR": "5"}, "CARELEAVERS_SWEEP_HUOR is not a setting. Did you mean sweep_hour?"),
        ("", {"CARELEAVERS_POLICY_REVIEW_MONTH": "5"}, "Did you mean policy_review_months?"),
        ("[policy]\nreview_month = 5", {}, "policy.review_month is not a limit. Did you mean policy.review_months?"),
        ("instance = '/tmp'", {}, "a setting called instance"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest_known(
    tmp_path: Path, content: str, variables: dict[str, str], says: str
) -> None:
    assert says in said(tmp_path, content, **variables)


@pytest.mark.parametrize(
    ("content", "variables", "says"),
    [
        ("sweep_hour = 'five'", {}, "sweep_hour in config.toml is 'five'. It must be a whole number."),
        ("sweep_hour = true", {}, "sweep_hour in config.toml is True. It must be a whole number."),
        ("sweep_hour = 5.5", {}, "It must be a whole number."),
        ("service_name = 5", {}, "service_name in config.toml is 5. It must be text."),
        ("demo = 'perhaps'", {}, "It must be true or false."),
        ("demo = 1", {}, "It must be true or false."),
        ("policy = 3", {}, "policy in config.toml must be a table"),
        ("", {"CARELEAVERS_SWEEP_HOUR": "5 o'clock"}, 'sweep_hour in CARELEAVERS_SWEEP_HOUR is "5 o\'clock".'),
        ("", {"CARELEAVERS_SWEEP_HOUR": "--5"}, "It must be a whole number."),
        ("", {"CARELEAVERS_SWEEP_HOUR": "²"}, "It must be a whole number."),
        ("", {"CARELEAVERS_DEMO": "maybe"}, "demo in CARELEAVERS_DEMO is 'maybe'. It must be true or false."),
        (
            "",
            {"CARELEAVERS_POLICY_REVIEW_MONTHS": "²"},
            "policy.review_months is '²'. It must be a whole number of months.",
        ),
        ("", {"CARELEAVERS_POLICY_REVIEW_MONTHS": "-1"}, "policy.review_months is -1 months. It must be 1 to 6"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(
    tmp_path: Path, content: str, variables: dict[str, str], says: str
) -> None:
    assert says in said(tmp_path, content, **variables)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SWEEP_HOUR", "1"), ("SWEEP_HOUR", "24"), ("SWEEP_HOUR", "-3"), ("STAFF_IDLE_MINUTES", "0"),
        ("YOUNG_PERSON_IDLE_MINUTES", "-10"), ("SWEEP_STALE_HOURS", "0"), ("BANK_HOLIDAY_REGION", "FR"),
        ("ACCENT_COLOUR", "red"), ("ACCENT_COLOUR", "#123456 } body { display: none"),
    ],
)  # fmt: skip
def test_a_value_nothing_could_run_with_is_refused(tmp_path: Path, name: str, value: str) -> None:
    told = said(tmp_path, **{f"CARELEAVERS_{name}": value})
    assert told.startswith(f"{name.lower()} in CARELEAVERS_{name} is ")
    assert "It must be " in told


@pytest.mark.parametrize("content", ["service_name = ", "service_name = 'a'\nservice_name = 'b'"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: str) -> None:
    assert said(tmp_path, content).startswith("config.toml cannot be read:")


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b"service_name = '\xff\xfe'")
    with pytest.raises(SettingsError, match=r"config\.toml cannot be read"):
        load_settings(tmp_path, {})


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "config.toml").mkdir()
    with pytest.raises(SettingsError, match=r"config\.toml cannot be read"):
        load_settings(tmp_path, {})


def test_variables_go_before_the_file_and_what_is_given_before_both(tmp_path: Path) -> None:
    write(tmp_path, "service_name = 'From the file'\ncouncil_name = 'Ourtown'\nsweep_hour = 4\n")
    variables = {"CARELEAVERS_SERVICE_NAME": "From a variable", "CARELEAVERS_SWEEP_HOUR": "6", "PATH": "/bin"}
    settings = load_settings(tmp_path, variables, sweep_hour=7)
    assert (settings.service_name, settings.council_name, settings.sweep_hour) == ("From a variable", "Ourtown", 7)


def test_limits_come_from_the_file_and_from_variables(tmp_path: Path) -> None:
    write(tmp_path, "[policy]\nvisit_every_days = 42\nreview_months = 5\nleap_day_birthday = '28 February'\n")
    settings = load_settings(tmp_path, {"CARELEAVERS_POLICY_REVIEW_MONTHS": " 4 "})
    assert (settings.policy.visit_every_days, settings.policy.review_months) == (42, 4)
    assert settings.policy.leap_day_birthday is LeapDay.LAST_OF_FEBRUARY
    assert settings.policy.supervision_every_days == 28


@pytest.mark.parametrize("where", ["file", "variable"])
def test_a_limit_looser_than_the_law_is_refused_wherever_it_stands(tmp_path: Path, where: str) -> None:
    content = "[policy]\nreview_months = 9" if where == "file" else ""
    variables = {} if where == "file" else {"CARELEAVERS_POLICY_REVIEW_MONTHS": "9"}
    assert said(tmp_path, content, **variables) == (
        "policy.review_months is 9 months. It must be 1 to 6 (Care Leavers (England) Regulations 2010, reg 7)."
    )


def test_each_value_says_where_it_came_from(tmp_path: Path) -> None:
    write(tmp_path, "service_name = 'Here'\nsweep_hour = 4\n[policy]\nreview_months = 5\nvisit_every_days = 42\n")
    variables = {"CARELEAVERS_SWEEP_HOUR": "6", "CARELEAVERS_POLICY_VISIT_EVERY_DAYS": "28"}
    rows = {row["name"]: (row["value"], row["source"]) for row in load_settings(tmp_path, variables).described()}
    assert rows["service_name"] == ("Here", "config.toml")
    assert rows["sweep_hour"] == (6, "CARELEAVERS_SWEEP_HOUR")
    assert rows["council_name"] == ("Your council", "default")
    assert rows["policy.review_months"] == (5, "config.toml")
    assert rows["policy.visit_every_days"] == (28, "CARELEAVERS_POLICY_VISIT_EVERY_DAYS")
    assert rows["policy.move_visit_days"] == (7, "default")
    assert set(NAMES) <= set(rows)


def test_secrets_and_passwords_are_never_shown(tmp_path: Path) -> None:
    secret = "only-for-this-test-only-for-this-test"
    settings = load_settings(
        tmp_path,
        {"CARELEAVERS_SECRET_KEY": secret, "CARELEAVERS_DATABASE_KEY": "ab" * 32,
         "CARELEAVERS_DATABASE_URL": "postgresql+psycopg://them:pass@db.example/care"},
    )  # fmt: skip
    shown = {row["name"]: row["value"] for row in settings.described()}
    assert shown["secret_key"] == shown["database_key"] == "(set)"
    assert shown["database_url"] == "postgresql+psycopg://(hidden)@db.example/care"
    assert secret not in str(shown)


@pytest.mark.parametrize(
    ("key", "says"), [("", "secret_key is not set. Put 32 random characters"), ("x" * 31, "secret_key is too short.")]
)
def test_the_application_does_not_start_without_a_secret_that_holds(tmp_path: Path, key: str, says: str) -> None:
    with pytest.raises(SettingsError) as problem:
        create_app(Settings(instance=tmp_path, secret_key=key))
    assert says in str(problem.value)


def test_the_instance_folder_can_be_chosen_by_a_variable(tmp_path: Path) -> None:
    write(tmp_path, "council_name = 'Elsewhere'")
    settings = load_settings(environment={"CARELEAVERS_INSTANCE": str(tmp_path)})
    assert settings.council_name == "Elsewhere"
    assert settings.instance == tmp_path


def test_the_example_file_is_one_that_works(tmp_path: Path) -> None:
    example = Path(__file__).parent.parent / "instance" / "config.toml.example"
    write(tmp_path, example.read_text(encoding="utf-8"))
    settings = load_settings(tmp_path, {})
    assert settings == Settings(instance=tmp_path)
