"""Settings fail loudly, by name, and only production asks for every secret."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from community.config import env
from community.config.env import Mode
from community.core.checks import each_secret_is_its_own


def test_an_unknown_mode_is_named(monkeypatch):
    monkeypatch.setenv("STOOP_MODE", "prod")
    with pytest.raises(ImproperlyConfigured, match="'prod'; it must be one of: production"):
        env.read_mode()


def test_an_unknown_way_to_text_is_named(monkeypatch):
    monkeypatch.setenv("SMS_BACKEND", "twillio")
    with pytest.raises(ImproperlyConfigured, match="SMS_BACKEND is 'twillio'; it must be one of: twilio"):
        env.one_of("SMS_BACKEND", ("twilio", "console"), default="twilio")


@pytest.mark.parametrize("value", [None, ""])
def test_production_without_a_secret_stops_with_its_name(monkeypatch, value):
    monkeypatch.delenv("TWILIO_AUTH_TOKEN", raising=False)
    if value is not None:
        monkeypatch.setenv("TWILIO_AUTH_TOKEN", value)
    with pytest.raises(ImproperlyConfigured, match="TWILIO_AUTH_TOKEN is not set"):
        env.required("TWILIO_AUTH_TOKEN", mode=Mode.PRODUCTION, otherwise="made up")
    assert env.required("TWILIO_AUTH_TOKEN", mode=Mode.DEMO, otherwise="made up") == "made up"


def test_a_secret_of_this_machine_is_made_once_and_is_ours_alone(tmp_path):
    made = env.local_secret("secret_key", tmp_path / "var")
    assert len(made) > 50
    assert env.local_secret("secret_key", tmp_path / "var") == made
    assert (tmp_path / "var" / "secret_key").stat().st_mode & 0o777 == 0o600


def test_sqlite_waits_for_its_turn_and_postgres_has_a_pool(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    options = env.database(tmp_path / "var" / "stoop.sqlite3", mode=Mode.DEMO)["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]
    monkeypatch.setenv("DATABASE_URL", "postgres://stoop@db.example/stoop")
    web = env.database(tmp_path, mode=Mode.PRODUCTION)
    assert web["OPTIONS"]["pool"]["max_size"] == 12
    monkeypatch.setattr("sys.argv", ["manage.py", "qcluster"])
    assert "pool" not in env.database(tmp_path, mode=Mode.PRODUCTION)["OPTIONS"], (
        "forked workers share no pool"
    )


@pytest.mark.parametrize("program", ["daphne", "qcluster"])
def test_what_the_databases_address_asks_for_holds_in_every_process(monkeypatch, tmp_path, program):
    monkeypatch.setenv("DATABASE_URL", "postgres://stoop@db.example/stoop?sslmode=verify-full")
    monkeypatch.setattr("sys.argv", ["manage.py", program])
    assert env.database(tmp_path, mode=Mode.PRODUCTION)["OPTIONS"]["sslmode"] == "verify-full"


@pytest.mark.parametrize("address", ["mysql://stoop:secret@db/stoop", "stoop:secret", "secret"])
def test_another_database_is_refused_without_its_password(monkeypatch, tmp_path, address):
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL must begin with postgres") as no:
        env.database(tmp_path, mode=Mode.PRODUCTION)
    assert "secret" not in str(no.value)


def test_an_empty_address_is_the_file(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "")
    assert env.database(tmp_path / "stoop.sqlite3", mode=Mode.DEVELOPMENT)["NAME"].endswith("stoop.sqlite3")


@pytest.mark.parametrize(
    ("address", "port", "tls", "ssl"),
    [
        ("smtp+tls://ana:x%40y@mail.example", 587, True, False),
        ("smtp+tls://ana:x%40y@mail.example:2525", 2525, True, False),
        ("smtp+ssl://ana:x%40y@mail.example", 465, False, True),
        ("smtp://ana:x%40y@mail.example", 25, False, False),
    ],
)
def test_mail_goes_by_the_way_its_address_names(monkeypatch, address, port, tls, ssl):
    monkeypatch.setenv("EMAIL_URL", address)
    asked = env.mail(mode=Mode.PRODUCTION)
    assert (asked["EMAIL_PORT"], asked["EMAIL_USE_TLS"], asked["EMAIL_USE_SSL"]) == (port, tls, ssl)
    assert (asked["EMAIL_HOST"], asked["EMAIL_HOST_PASSWORD"]) == ("mail.example", "x@y")


def test_mail_may_go_to_a_folder_and_outside_production_to_the_screen(monkeypatch):
    monkeypatch.setenv("EMAIL_URL", "filemail:///var/mail/stoop")
    assert env.mail(mode=Mode.PRODUCTION)["EMAIL_FILE_PATH"] == "/var/mail/stoop"
    monkeypatch.delenv("EMAIL_URL")
    assert env.mail(mode=Mode.DEMO)["EMAIL_BACKEND"].endswith("console.EmailBackend")


@pytest.mark.parametrize("address", ["pigeon://ana:secret@mail", "smtp://ana:secret@mail:port"])
def test_a_wrong_address_for_mail_is_named_without_its_password(monkeypatch, address):
    monkeypatch.setenv("EMAIL_URL", address)
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL must look like") as no:
        env.mail(mode=Mode.PRODUCTION)
    assert "secret" not in str(no.value)


@pytest.mark.parametrize("typed", ["many", "-1", "0", "70000", "1.5", "²"])
def test_a_number_that_is_none_or_out_of_range_is_named(monkeypatch, typed):
    monkeypatch.setenv("PORT", typed)
    with pytest.raises(ImproperlyConfigured, match=f"PORT is '{typed}'; it must be a whole number from 1"):
        env.whole_number("PORT", default=8000, least=1, most=65535)
    monkeypatch.setenv("PORT", "")
    assert env.whole_number("PORT", default=8000, least=1, most=65535) == 8000


def test_names_in_a_list_may_have_spaces_between():
    assert env.names(" stoop.example.org, www.example.org,") == ["stoop.example.org", "www.example.org"]


@pytest.mark.parametrize(
    ("asked", "held"), [("", 5), ("?prepare_threshold=none", None), ("?prepare_threshold=2", 2)]
)
def test_prepared_statements_can_be_left_out_for_a_pooler(monkeypatch, tmp_path, asked, held):
    monkeypatch.setenv("DATABASE_URL", f"postgres://stoop@db.example/stoop{asked}")
    assert env.database(tmp_path / "x", mode=Mode.PRODUCTION)["OPTIONS"]["prepare_threshold"] == held


def test_keys_of_this_machine_are_made_once_and_production_names_its_own(monkeypatch, tmp_path):
    monkeypatch.delenv("FIELD_KEYS", raising=False)
    made = env.keys("FIELD_KEYS", tmp_path, mode=Mode.DEMO)
    assert made == env.keys("FIELD_KEYS", tmp_path, mode=Mode.DEMO)
    assert made != env.keys("BLIND_KEYS", tmp_path, mode=Mode.DEMO)
    assert [file.name for file in tmp_path.iterdir() if "." in file.name] == []
    with pytest.raises(ImproperlyConfigured, match="FIELD_KEYS is not set"):
        env.keys("FIELD_KEYS", tmp_path, mode=Mode.PRODUCTION)
    mine = [env.new_key(), env.new_key()]
    monkeypatch.setenv("FIELD_KEYS", ", ".join(mine))
    assert env.keys("FIELD_KEYS", tmp_path, mode=Mode.PRODUCTION) == mine


@pytest.mark.parametrize("wrong", ["secret", "c2VjcmV0", "s" * 44, "ü"])
def test_a_key_that_is_none_is_named_by_its_place_and_not_repeated(monkeypatch, tmp_path, wrong):
    monkeypatch.setenv("FIELD_KEYS", f"{env.new_key()},{wrong}")
    with pytest.raises(ImproperlyConfigured, match="FIELD_KEYS: key 2") as no:
        env.keys("FIELD_KEYS", tmp_path, mode=Mode.PRODUCTION)
    assert wrong not in str(no.value)


def test_one_key_for_two_kinds_is_warned_of(settings):
    assert each_secret_is_its_own(None) == []
    settings.BLIND_KEYS = [*settings.BLIND_KEYS, settings.FIELD_KEYS[0]]
    assert [warning.id for warning in each_secret_is_its_own(None)] == ["stoop.W003"]
