// What nobody may make in the stack's resource group, whoever asks and however: models that are processed elsewhere.
// Another place is denied by Azure's own definition; policies.bicep assigns both.

targetScope = 'subscription'

import { Names } from '../names.bicep'

param names Names

// Microsoft Learn, "Deployment types": where a deployment of this SKU is processed is not where it lies.
resource skus 'Microsoft.Authorization/policyDefinitions@2025-03-01' = {
  name: '${names.policy}-model-skus'
  properties: {
    policyType: 'Custom'
    mode: 'All'
    displayName: 'CaseClock ${names.policy}: models are processed in the jurisdiction'
    description: 'Denies deployments of models whose SKU lets them be processed outside of the jurisdiction.'
    metadata: { category: 'CaseClock' }
    parameters: {
      forbidden: { type: 'Array', metadata: { displayName: 'SKUs that are denied' } }
    }
    policyRule: {
      if: {
        allOf: [
          { field: 'type', equals: 'Microsoft.CognitiveServices/accounts/deployments' }
          {
            field: 'Microsoft.CognitiveServices/accounts/deployments/sku.name'
            in: '[parameters(\'forbidden\')]'
          }
        ]
      }
      then: { effect: 'Deny' }
    }
  }
}
