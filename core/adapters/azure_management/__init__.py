"""Azure Resource Manager: where the resources of this stack lie."""

from core.adapters.azure_management.management import AzureManagement

__all__ = ["AzureManagement"]
