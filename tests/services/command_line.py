"""How tests run a command as from a shell, and read its refusal."""

from click.testing import CliRunner

from slp_core.cli import main


def running(world):
    """Runs a command on the world's database, as from a shell."""
    address = world.database.engine.url.render_as_string(hide_password=False)
    return lambda *words: CliRunner().invoke(main, ["--db", address, *words])


def refused(result) -> str:
    """The sentence of a refusal; anything else fails here."""
    assert (result.exit_code, result.stdout) == (1, "")
    assert isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.stderr and result.stderr.count("\n") == 1
    return result.stderr
