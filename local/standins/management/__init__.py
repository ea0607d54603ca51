"""A stand-in for Azure Resource Manager, as far as where resources lie is asked; not Azure."""
