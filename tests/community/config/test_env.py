"""Settings fail loudly, by name, and only production asks for every secret."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from community.config import env
from community.config.env import Mode


def test_an_unknown_mode_is_named(monkeypatch):
    monkeypatch.setenv("STOOP_MODE", "prod")
    with pytest.raises(ImproperlyConfigured, match="'prod'; it must be one of: production"):
        env.read_mode()


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
    assert web["OPTIONS"]["pool"]["max_size"] == 10
    monkeypatch.setattr("sys.argv", ["manage.py", "qcluster"])
    assert "OPTIONS" not in env.database(tmp_path, mode=Mode.PRODUCTION), "forked workers share no pool"
