// The stack's own network, where it has one: the app inside, its services at private addresses.

import { Names } from '../names.bicep'

param names Names
param region string
param tags object

var storage = 'Microsoft.Storage/storageAccounts'
var vaults = 'Microsoft.KeyVault/vaults'
var models = 'Microsoft.CognitiveServices/accounts'

// Zones of private addresses: Microsoft Learn, "Azure Private Endpoint private DNS zone values".
var endpoints = [
  { name: 'data-blob', of: names.data, type: storage, group: 'blob', zone: 'privatelink.blob.core.windows.net' }
  { name: 'data-queue', of: names.data, type: storage, group: 'queue', zone: 'privatelink.queue.core.windows.net' }
  { name: 'data-table', of: names.data, type: storage, group: 'table', zone: 'privatelink.table.core.windows.net' }
  { name: 'host-blob', of: names.host, type: storage, group: 'blob', zone: 'privatelink.blob.core.windows.net' }
  { name: 'host-queue', of: names.host, type: storage, group: 'queue', zone: 'privatelink.queue.core.windows.net' }
  { name: 'host-table', of: names.host, type: storage, group: 'table', zone: 'privatelink.table.core.windows.net' }
  { name: 'vault', of: names.vault, type: vaults, group: 'vault', zone: 'privatelink.vaultcore.azure.net' }
  { name: 'openai', of: names.openai, type: models, group: 'account', zone: 'privatelink.openai.azure.com' }
  { name: 'speech', of: names.speech, type: models, group: 'account', zone: 'privatelink.cognitiveservices.azure.com' }
]
var zones = union(map(endpoints, endpoint => endpoint.zone), [])

resource network 'Microsoft.Network/virtualNetworks@2024-07-01' = {
  name: names.network
  location: region
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.40.0.0/23'] }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: '10.40.0.0/24'
          networkSecurityGroup: { id: closed.id }
          // Flex Consumption runs in a subnet that is given to it.
          delegations: [
            { name: 'app', properties: { serviceName: 'Microsoft.App/environments' } }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: '10.40.1.0/24'
          networkSecurityGroup: { id: closed.id }
          privateEndpointNetworkPolicies: 'Enabled'
        }
      }
    ]
  }

  resource endpointSubnet 'subnets' existing = {
    name: 'endpoints'
  }
}

// Nothing from outside the network; within it, what Azure allows by default.
resource closed 'Microsoft.Network/networkSecurityGroups@2024-07-01' = {
  name: 'nsg-${names.network}'
  location: region
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'nothing-from-outside'
        properties: {
          priority: 4000
          direction: 'Inbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: 'Internet'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for name in zones: {
    name: name
    location: 'global'
    tags: tags
  }
]

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (name, index) in zones: {
    parent: zone[index]
    name: names.network
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: network.id }
    }
  }
]

resource endpoint 'Microsoft.Network/privateEndpoints@2024-07-01' = [
  for endpoint in endpoints: {
    name: 'pe-${names.network}-${endpoint.name}'
    location: region
    tags: tags
    properties: {
      subnet: { id: network::endpointSubnet.id }
      privateLinkServiceConnections: [
        {
          name: endpoint.name
          properties: { privateLinkServiceId: resourceId(endpoint.type, endpoint.of), groupIds: [endpoint.group] }
        }
      ]
    }
  }
]

resource address 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-07-01' = [
  for (item, index) in endpoints: {
    parent: endpoint[index]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        { name: item.name, properties: { privateDnsZoneId: zone[indexOf(zones, item.zone)].id } }
      ]
    }
  }
]
