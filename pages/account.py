"""Account: who you are here, what you may do, and the way out."""

from ui import account, guard, look, session

user = guard.require("account:read")
look.head("Account", f"You are {look.plain(user.name)} ({user.reference}).", demo=session.is_demo())
account.roles(user)
if session.is_demo():
    account.demo()
account.way_out()
