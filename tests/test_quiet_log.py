"""No log holds the token of a link, however it is logged."""

import logging

from ui.quiet_log import WithoutTokens

SECRET = "eyJzZWNyZXQiOiJ4In0.abc-DEF_123"


def said(message, *args):
    record = logging.LogRecord("uvicorn.access", logging.INFO, "", 0, message, args, None)
    assert WithoutTokens().filter(record)
    return record.getMessage()


def test_an_access_log_hides_the_token_and_keeps_the_rest():
    line = said('%s - "%s %s HTTP/%s" %d', "127.0.0.1:1", "GET", f"/invitation?token={SECRET}&a=1", "1.1", 303)
    assert line == '127.0.0.1:1 - "GET /invitation?token=…&a=1 HTTP/1.1" 303'


def test_a_ticket_and_a_token_in_the_message_itself_are_hidden():
    assert SECRET not in said(f"Fault at /enter?ticket={SECRET} and /invitation?token={SECRET}")


def test_what_holds_no_token_is_logged_as_it_is():
    assert said("%s is %d", "tokens", 3) == "tokens is 3"
