"""What goes over the wire: the models that validate requests, shape answers and make the OpenAPI."""
