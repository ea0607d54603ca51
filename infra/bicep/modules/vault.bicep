// Key Vault: lawyers' tokens for Clio, the secret of our app there, and the key of storage where it is the customer's.

import { Names, storageKey } from '../names.bicep'

param names Names
param region string
param tags object
param privateEndpoints bool
param customerManagedKeys bool

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: names.vault
  location: region
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false
    publicNetworkAccess: privateEndpoints ? 'Disabled' : 'Enabled'
    networkAcls: {
      // Storage opens its key as a trusted service.
      bypass: 'AzureServices'
      defaultAction: privateEndpoints ? 'Deny' : 'Allow'
    }
  }

  resource key 'keys' = if (customerManagedKeys) {
    name: storageKey
    tags: tags
    properties: {
      kty: 'RSA'
      keySize: 3072
      keyOps: ['wrapKey', 'unwrapKey']
      attributes: { enabled: true, exportable: false }
      rotationPolicy: {
        attributes: { expiryTime: 'P2Y' }
        lifetimeActions: [
          { action: { type: 'rotate' }, trigger: { timeAfterCreate: 'P1Y' } }
          { action: { type: 'notify' }, trigger: { timeBeforeExpiry: 'P30D' } }
        ]
      }
    }
  }
}
