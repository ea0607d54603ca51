// Who the stack acts as: one identity for the app, one for events, one that storage opens its own key with.

import { Names } from '../names.bicep'

param names Names
param region string
param tags object

@description('Whether storage has a key of its own to open.')
param customerManagedKeys bool

resource identities 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = [
  for name in concat([names.appIdentity, names.eventsIdentity], customerManagedKeys ? [names.storageIdentity] : []): {
    name: name
    location: region
    tags: tags
  }
]
