"""State and Local Partnership engagements: rules here, storage in `store`, use cases in `services`."""
