// The event that tells the app of audio that arrived. It is deployed when the code answers, by azd's hook after
// deployment: the address it calls has a key in it that the app makes for itself.

import { namesOf, containers, uploadFunction } from 'names.bicep'

@description('The jurisdiction of the stack.')
param jurisdiction 'ca' | 'us'

@description('The stack\'s name within its jurisdiction, as in main.bicep.')
@minLength(2)
@maxLength(16)
param environmentName string

var names = namesOf(jurisdiction, environmentName, subscription().id)
var tags = { 'azd-env-name': environmentName, product: 'caseclock', jurisdiction: jurisdiction }

resource data 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: names.data
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: names.eventsIdentity
}

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: names.app

  #disable-next-line BCP081 // the types do not know it; Microsoft's own samples use it
  resource host 'host' existing = {
    name: 'default'
  }
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: names.workspace
}

// It lies where its storage account does, and so does the resource group: main.bicep makes both in one region.
resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: names.events
  location: resourceGroup().location
  tags: tags
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    source: data.id
    topicType: 'Microsoft.Storage.StorageAccounts'
  }

  resource uploaded 'eventSubscriptions' = {
    name: 'audio-arrived'
    properties: {
      eventDeliverySchema: 'EventGridSchema'
      destination: {
        endpointType: 'WebHook'
        properties: {
          endpointUrl: 'https://${names.app}.azurewebsites.net/runtime/webhooks/blobs?functionName=Host.Functions.${uploadFunction}&code=${app::host.listKeys().systemKeys.blobs_extension}'
          maxEventsPerBatch: 1
          preferredBatchSizeInKilobytes: 64
          minimumTlsVersionAllowed: '1.2'
        }
      }
      filter: {
        includedEventTypes: ['Microsoft.Storage.BlobCreated']
        subjectBeginsWith: '/blobServices/default/containers/${containers.recordings}/'
      }
      // As often as Event Grid tries, within a day; by then the watch of the upload grant has found the recording.
      retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
      deadLetterWithResourceIdentity: {
        identity: { type: 'UserAssigned', userAssignedIdentity: identity.id }
        deadLetterDestination: {
          endpointType: 'StorageBlob'
          properties: { resourceId: data.id, blobContainerName: containers.deadLetters }
        }
      }
    }
  }
}

resource told 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'workspace'
  scope: topic
  properties: {
    workspaceId: workspace.id
    logs: [{ category: 'DeliveryFailures', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}
