// Who the stack acts as: one identity for the app, one for events, one that storage opens its key with.

import { Names } from '../names.bicep'

param names Names
param region string
param tags object

resource identities 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = [
  for name in [names.appIdentity, names.eventsIdentity, names.storageIdentity]: {
    name: name
    location: region
    tags: tags
  }
]
