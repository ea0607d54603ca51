// Where what the stack tells of itself is kept, in its own region: ids, codes and counts, never a lawyer's words.

import { Names } from '../names.bicep'
import { Watch } from '../types.bicep'

param names Names
param region string
param tags object
param watch Watch

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: names.workspace
  location: region
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: watch.logDays
    features: {
      disableLocalAuth: true
      // Who may read a resource may read what it logged, and nobody else's.
      enableLogAccessUsingOnlyResourcePermissions: true
      immediatePurgeDataOn30Days: true
    }
    publicNetworkAccessForIngestion: 'Enabled'
    publicNetworkAccessForQuery: 'Enabled'
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: names.insights
  location: region
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    IngestionMode: 'LogAnalytics'
    // Whoever sends needs a token of Entra's: the connection string alone opens nothing.
    DisableLocalAuth: true
    DisableIpMasking: false
    publicNetworkAccessForIngestion: 'Enabled'
    publicNetworkAccessForQuery: 'Enabled'
  }
}

// Who is told. The service behind it is global; what it sends names a stack, an alert and a count.
resource operators 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: names.operators
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'caseclock'
    emailReceivers: [
      for address in watch.recipients: {
        name: address
        emailAddress: address
        useCommonAlertSchema: true
      }
    ]
  }
}
