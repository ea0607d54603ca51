"""Reading files of clients and matters, and planning what they change."""
