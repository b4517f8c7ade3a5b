"""Two people at one form: what the other one has changed meanwhile is not written over, and the second is told."""

from slp_core.emergency_card import Contact
from slp_core.services import commands, emergency_cards, expert_view, portfolio, security, steps
from slp_core.services.portfolio import Filters, When
from tests.pages.reading import press, said


def test_what_somebody_else_changed_meanwhile_refuses_a_form_once(open_page, database, identities, now, today):
    def ask(use_case, *args):
        return commands.ask(database, identities["km"].user, use_case, *args)

    def card():
        return ask(security.view, reference, today).card

    reference = ask(portfolio.page, Filters(when=When.UPCOMING), today).rows[0]["reference"]
    app = open_page("engagement", "km", ref=reference, tab="Security")
    app.session_state[f"card-{reference}"] = True
    app.run()
    theirs = (emergency_cards.fill, reference, {Contact.POST_ONE: "+995 1"}, card().version, today)
    commands.do(database, identities["km"].user, now, "another tab", *theirs)
    next(one for one in app.text_input if one.label.startswith("Hospital")).set_value("The clinic on the hill")
    press(app, "Save card")
    assert "changed by someone else" in app.error[-1].value and "clinic" not in str(card().contacts)
    press(app, "Save card")
    assert not app.exception and "The clinic on the hill" in card().contacts.values()


def test_a_step_that_somebody_else_marked_meanwhile_never_marks_the_one_below_it(
    open_page, database, identities, now, today
):
    def todo():
        found = commands.ask(database, identities["km"].user, steps.of_engagement, reference)
        return [one for one in found if one.status == "open" and one.mine]

    page = commands.ask(database, identities["km"].user, portfolio.page, Filters(when=When.UPCOMING), today)
    reference = page.rows[0]["reference"]
    app = open_page("engagement", "km", ref=reference, tab="Checklist")
    first = todo()[0]
    theirs = (steps.mark_done, first.id, first.version, first.due, first.due, "R-1")
    commands.do(database, identities["km"].user, now, "another tab", *theirs)
    left = todo()
    press(app, "Mark as done")
    assert not app.exception and todo() == left
    assert "nothing was saved" in app.warning[-1].value
    press(app, "Mark as done")  # of what the list shows now
    assert "nothing was saved" not in said(app)


def test_what_one_changes_oneself_in_between_refuses_nothing(open_page, database, identities):
    def expert():
        return commands.ask(database, identities["km"].user, expert_view.view, "X-005")

    def labeled(start):
        return next(one for one in app.text_input if one.label.startswith(start))

    app = open_page("expert", "km", ref="X-005", tab="Change")
    labeled("Why this person").set_value("On leave for a year")
    press(app, "Take off the offer")
    labeled("Title").set_value("Laboratory director")
    press(app, "Save changes")
    assert not app.error and (expert().title, expert().active) == ("Laboratory director", False)
