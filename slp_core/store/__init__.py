"""Storage: SQLAlchemy models, transactions, the trail, and migrations. SQLite by default, PostgreSQL by address."""
