"""Files that people bring: read, mapped to fields, checked cell by cell. Nothing here stores anything."""
