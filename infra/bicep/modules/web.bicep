// The web client: static files in the stack's own region, with the headers that web/web.config sets.
// docs/decisions/0027 says why it is not a storage account's website, nor the function app.

import { Names } from '../names.bicep'

param names Names
param region string
param tags object

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: names.webPlan
  location: region
  tags: tags
  kind: 'app'
  sku: { name: 'B1', tier: 'Basic' }
}

resource site 'Microsoft.Web/sites@2025-03-01' = {
  name: names.web
  location: region
  tags: { ...tags, 'azd-service-name': 'web' }
  kind: 'app'
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    publicNetworkAccess: 'Enabled'
    siteConfig: {
      alwaysOn: true
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      remoteDebuggingEnabled: false
      // Nothing runs here: files are handed out as they are.
      defaultDocuments: ['index.html']
      webSocketsEnabled: false
    }
  }

  // No password can publish.
  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}
