"""What the program knows: names of countries, rates of a place on a day, business days."""

import sys
from datetime import date

import click

from ..calendars import CalendarName, WorkCalendar
from ..countries import UNITED_STATES
from ..country_names import Scheme
from ..errors import InvalidInput
from ..rate_tables import OTHER
from ..reference import shipped
from .command import JSON, MAYBE_AS, Open, day, print_json, reference_for

MOST_DAYS = 2600  # business days in ten years: the holidays of a farther year are nobody's to say


@click.group()
def countries() -> None:
    """Names and codes of countries."""


@countries.command()
@click.argument("name")
@click.option(
    "--scheme", type=click.Choice([scheme.value for scheme in Scheme]), help="Read it as a code of this scheme."
)
@click.option("--program", is_flag=True, help="Refuse a country outside the program.")
def resolve(name: str, scheme: str | None, program: bool) -> None:
    """The code a name means. Exit code 1, with the question or the reason, when it is not certain."""
    chosen = Scheme(scheme) if scheme else None
    if program:
        code = shipped().names.of_program(name, chosen)
        click.echo(f"{code}  {shipped().names.label(code)}")
        return
    found = shipped().names.meaning(name, chosen)
    if found.code:
        outside = "" if found.code in shipped().countries.program else "  (not a program country)"
        click.echo(f"{found.code}  {shipped().names.label(found.code)}{outside}")
        return
    click.echo(found.reason, err=True)
    for candidate in found.candidates:
        click.echo(f"  {candidate.code}  {candidate.label}, {candidate.why}", err=True)
    sys.exit(1)


@click.group()
def rates() -> None:
    """Per diem rates."""


@rates.command("show")
@click.argument("country")
@click.argument("place")
@click.argument("on", metavar="DAY", callback=day)
@click.option("--provisional", is_flag=True, help="Use the last known rate where no table covers the day.")
@MAYBE_AS
@JSON
@click.pass_obj
def show_rate(
    opens: Open, country: str, place: str, on: date, provisional: bool, who: str | None, as_json: bool
) -> None:
    """Lodging and M&IE of a place on a day, with the table they stand in."""
    found = reference_for(opens, who)
    code = found.names.of_priced(country)
    if not place.strip():
        raise InvalidInput("The place is missing.", hint=f"Write a town, or “{OTHER}”.", field="place")
    (period,) = found.rates.periods(code, place, on, on, provisional=provisional)
    if as_json:
        print_json(
            {
                "country": code,
                "place": place,
                "locality": period.rate.locality,
                "day": f"{on}",
                "lodging": f"{period.rate.lodging}",
                "mie": f"{period.rate.mie}",
                "provisional": period.provisional,
                "table": period.publication.citation().text,
                "effective": f"{period.rate.effective}",
            }
        )
        return
    mark = "  provisional" if period.provisional else ""
    click.echo(f"lodging {period.rate.lodging}  M&IE {period.rate.mie}  {period.rate.locality}{mark}")
    click.echo(f"{period.publication.citation().text}, row in force since {period.rate.effective}")


@click.command("business-day", context_settings={"ignore_unknown_options": True})  # -30 is a number, no option
@click.argument("start", metavar="DAY", callback=day)
@click.argument("number", type=click.IntRange(-MOST_DAYS, MOST_DAYS), metavar="N")
@click.argument("calendar", metavar="CALENDAR")
def business_day(start: date, number: int, calendar: str) -> None:
    """The N-th business day after DAY (before it when negative; 0 moves off a rest day).

    CALENDAR is `us`, a country by name or code, or both like `us+Georgia`. N is at most 2,600, ten years.
    """
    work = _calendar(calendar)
    found = work.add(start, number) if number else work.forward(start)
    click.echo(f"{found}  {found:%A}  {work.name}")
    for gap in work.unknown(min(start, found), max(start, found)):
        click.echo(f"not known: {gap.reason}", err=True)
    for holiday in work.holidays(min(start, found), max(start, found)):
        if holiday.estimated:
            click.echo(f"estimated: {holiday.name} on {holiday.day} may move by a day", err=True)


def _calendar(text: str) -> WorkCalendar:
    codes = [shipped().names.of_any(name) for name in text.split("+")]
    home = UNITED_STATES in codes
    if home and len(codes) == 1:
        return shipped().calendars.us()
    hosts = [shipped().names.of_program(code) for code in codes if code != UNITED_STATES]
    if len(hosts) != 1 or len(codes) > 2:
        raise InvalidInput("A calendar is of one country, or of the United States and one.", hint="Write us+Georgia.")
    return shipped().calendars.named(CalendarName.BOTH if home else CalendarName.HOST, hosts[0])


COMMANDS = (countries, rates, business_day)
