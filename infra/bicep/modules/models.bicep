// The models: Azure OpenAI drafts, Azure AI Speech transcribes. Both take Entra tokens only and call nobody.

import { Names, draftingDeployment } from '../names.bicep'
import { Stack } from '../types.bicep'

param names Names
param stack Stack
param tags object
param privateEndpoints bool

var properties = {
  disableLocalAuth: true
  // A model cannot be talked into fetching an address.
  restrictOutboundNetworkAccess: true
  allowedFqdnList: []
  publicNetworkAccess: privateEndpoints ? 'Disabled' : 'Enabled'
  networkAcls: { defaultAction: privateEndpoints ? 'Deny' : 'Allow' }
}

resource openai 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: names.openai
  location: stack.draftingRegion
  tags: tags
  kind: 'OpenAI'
  sku: { name: 'S0' }
  properties: { ...properties, customSubDomainName: names.openai }

  resource drafting 'deployments' = {
    name: draftingDeployment
    tags: tags
    sku: { name: stack.model.sku, capacity: stack.model.capacity }
    properties: {
      model: { format: 'OpenAI', name: stack.model.name, version: stack.model.version }
      // Another model drafts when somebody decides it, never by itself.
      versionUpgradeOption: 'NoAutoUpgrade'
    }
  }
}

resource speech 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: names.speech
  location: stack.speechRegion
  tags: tags
  kind: 'SpeechServices'
  sku: { name: 'S0' }
  properties: { ...properties, customSubDomainName: names.speech }
}
