"""Salaries by the hour: who bears them, what needs approval, what is rough or questioned."""

from decimal import Decimal

import pytest

from slp_core.cost_lines import BorneBy, Category
from slp_core.errors import InvalidInput
from slp_core.other_costs import Indirect, Labor, Work
from slp_core.plan import Kind
from tests.bogota import bogota, codes, price, salary, the


def test_a_host_s_salaries_are_its_own_cost_and_in_no_total():
    hosted = bogota(Kind.HOSTING, labor=(salary(fringe=Decimal("0.5"), fringe_source="Policy"),), indirect=Indirect())
    answer = price(hosted)
    assert answer.own_cost == Decimal("624.00") and not answer.subtotal(Category.INDIRECT)
    assert answer.total == price(bogota(Kind.HOSTING)).total
    own = [line for line in answer.lines if line.borne_by is BorneBy.PARTNER]
    assert all("not reimbursable" in line.citations[0].text for line in own)
    assert "PARTNER_COST" in codes(hosted)


def test_a_deployment_with_a_cost_that_nobody_reimburses_says_so():
    given = bogota(labor=(salary(borne_by=BorneBy.PARTNER),))
    notice = next(one for one in price(given).notices if one.code == "PARTNER_COST")
    assert "$416.00" in notice.text and "before this is approved" in notice.text
    assert price(given).total == Decimal("3541.50")


@pytest.mark.parametrize(("work", "asked"), [(Work.REGULAR, False), (Work.OVERTIME, True), (Work.BACKFILL, True)])
def test_overtime_and_backfill_are_lines_that_need_approval(work, asked):
    (line,) = the(bogota(labor=(salary(work=work),)), Category.SALARIES)
    assert line.amount == 416 and bool(line.needs_approval) is asked


def test_a_published_wage_is_rough_and_names_its_row():
    wish = bogota(labor=(Labor("Detective", Decimal(40), occupation="33-3021", state="VA"),))
    (line,) = the(wish, Category.SALARIES)
    assert line.rough and line.row.file == "data/wages.csv" and "VA" in line.row.place
    assert "PUBLISHED_WAGE" in codes(wish)


def test_an_occupation_without_an_hourly_wage_asks_for_the_partner_s():
    with pytest.raises(InvalidInput, match="No hourly wage"):
        price(bogota(labor=(Labor("Teacher", Decimal(40), occupation="25-1111"),)))


def test_hours_that_the_days_of_the_trip_do_not_hold_are_questioned():
    days = bogota().itinerary.days
    most = Decimal(12 * days)
    said = [one.text for one in price(bogota(labor=(salary(hours=most + 1),))).notices if one.code == "LABOR_HOURS"]
    assert said == [f"Officer: {most + 1} hours of each are more than 12 a day in {days}\u00a0days: check them."]
    assert "LABOR_HOURS" not in codes(bogota(labor=(salary(hours=most),)))
