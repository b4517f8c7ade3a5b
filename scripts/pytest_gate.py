"""How `make test` runs pytest: with SLP_NO_SKIPS set, a skipped test fails the run."""

import os

import pytest


def skips(config: pytest.Config) -> int:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return len(reporter.stats.get("skipped", [])) if reporter and os.environ.get("SLP_NO_SKIPS") else 0


def pytest_sessionfinish(session: pytest.Session) -> None:
    if session.exitstatus == pytest.ExitCode.OK and skips(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if count := skips(config):
        terminalreporter.write_line(f"SLP_NO_SKIPS is set, and {count} skipped: that fails the run.", red=True)
