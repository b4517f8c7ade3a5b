"""Wages by state: the state's own figure, else the nation's, never an empty cell taken for zero."""

from decimal import Decimal as D

from slp_core.reference import shipped

WAGES = shipped().wages


def test_figures_are_those_of_may_2025():
    """BLS OEWS May 2025, national annual means."""
    means = {"33-3051": D(79200), "33-1012": D(112190), "33-3012": D(63630), "23-1011": D(185840)}
    assert {code: WAGES.rows["US", code].annual_mean for code in means} == means


def test_a_state_without_a_figure_has_the_nations():
    missing = next(wage for wage in WAGES.rows.values() if wage.hourly_mean is None)
    national = WAGES.rows["US", missing.occupation]
    expected = national if national.hourly_mean else None
    assert WAGES.hourly(missing.state, missing.occupation) == expected
    assert WAGES.hourly("ZZ", "33-3051") == WAGES.rows["US", "33-3051"]
    assert WAGES.hourly("CO", "33-3051") == WAGES.rows["CO", "33-3051"]


def test_there_is_a_title_for_each_of_thirteen_justice_jobs_and_all_jobs():
    assert len(WAGES.occupations) == 14 and WAGES.occupations["33-3051"].startswith("Police and Sheriff")
