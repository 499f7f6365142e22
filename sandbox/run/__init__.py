"""Everything at once for `make run`: Redis, both stand-ins, web and worker."""
