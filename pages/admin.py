"""Users: who may sign in, with which roles."""

from slp_core.services import users
from ui import admin, guard, look, session

guard.require("user:read")
look.head("Users", "Who may sign in, and what each may do.", demo=session.is_demo())
with session.refusals():
    admin.users(session.ask(users.table))
    admin.new_user()
