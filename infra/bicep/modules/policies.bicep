// The policies of one stack's resource group: where its resources may lie, and which models may not be deployed.

import { Names } from '../names.bicep'
import { Stack } from '../types.bicep'

param names Names
param stack Stack

// Built in: "Allowed locations". Resources without a place of their own, such as private DNS zones, are not denied.
var allowedLocations = tenantResourceId(
  'Microsoft.Authorization/policyDefinitions',
  'e56962a6-4747-49cd-b67b-bf8b01975c4c'
)

// policy.bicep makes it.
var modelSkus = subscriptionResourceId('Microsoft.Authorization/policyDefinitions', '${names.policy}-model-skus')

var processedAnywhere = ['GlobalStandard', 'GlobalBatch', 'GlobalProvisionedManaged', 'DeveloperTier']
// There is a data zone of the United States, and none of Canada.
var processedInZone = ['DataZoneStandard', 'DataZoneBatch', 'DataZoneProvisionedManaged']

resource places 'Microsoft.Authorization/policyAssignments@2025-03-01' = {
  name: 'places'
  properties: {
    displayName: 'CaseClock ${names.policy}: resources lie in the jurisdiction'
    policyDefinitionId: allowedLocations
    enforcementMode: 'Default'
    parameters: {
      listOfAllowedLocations: { value: union([stack.region], [stack.speechRegion], [stack.draftingRegion]) }
    }
    nonComplianceMessages: [{ message: 'This stack keeps its data in its jurisdiction: choose a region of it.' }]
  }
}

resource models 'Microsoft.Authorization/policyAssignments@2025-03-01' = {
  name: 'models'
  properties: {
    displayName: 'CaseClock ${names.policy}: models are processed in the jurisdiction'
    policyDefinitionId: modelSkus
    enforcementMode: 'Default'
    parameters: {
      forbidden: { value: stack.jurisdiction == 'ca' ? concat(processedAnywhere, processedInZone) : processedAnywhere }
    }
    nonComplianceMessages: [{ message: 'This SKU lets a model be processed outside of the jurisdiction.' }]
  }
}
