"""Filters that few need are folded: closed they hold what the address says, and opened they show it."""

from slp_core.services import commands, partner_list
from slp_core.services.partner_list import Filters
from tests.pages.reading import said


def test_a_filter_that_is_folded_away_still_narrows_the_list(open_page, database, identities):
    def agencies(**wanted):
        return commands.ask(database, identities["km"].user, partner_list.page, Filters(**wanted)).count

    app = open_page("partners", "km")
    assert not [box for box in app.selectbox if box.label == "Level"]
    app.session_state["more-filters"] = True
    app.run()
    next(box for box in app.selectbox if box.label == "Level").set_value("county").run()
    assert app.query_params["level"] == "county" and f"{agencies(level='county')} agencies" in said(app)
    app.session_state["more-filters"] = False
    app.run()
    assert f"{agencies(level='county')} agencies" in said(app.run()) and agencies(level="county") < agencies()
    assert app.query_params["level"] == "county"


def test_an_address_opens_the_fold_and_one_that_cannot_be_meant_says_so(open_page):
    app = open_page("experts", "km", level="teaches")
    assert next(box for box in app.selectbox if box.label == "Knows it at least").value == "teaches"
    assert "Knows it at least “x” is not known" in said(open_page("experts", "km", level="x"))
