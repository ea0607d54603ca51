// One stack of CaseClock, in one jurisdiction: its resource group and everything in it.
// What comes after the code answers is in events.bicep.

targetScope = 'subscription'

import { namesOf } from 'names.bicep'
import { Product, settingsOf } from 'settings.bicep'
import { Options, Retention, Stack } from 'types.bicep'

@description('Tells stacks of one jurisdiction apart, such as prod and test.')
@minLength(2)
@maxLength(12)
param environmentName string

@description('Where the stack keeps and processes its data, and with which model.')
param stack Stack

@description('Whose lawyers it serves, with which Clio, at which prices.')
param product Product

@description('What it can do without, or more of.')
param options Options

@description('How long blobs are kept.')
param retention Retention

@description('The origin of the web client, such as https://time.example.ca: no other may call or upload.')
@minLength(9)
param webOrigin string

var names = namesOf(stack.jurisdiction, environmentName, subscription().id)
var group = '${subscription().id}/resourceGroups/${names.group}'
var tags = { 'azd-env-name': environmentName, product: 'caseclock', jurisdiction: stack.jurisdiction }

resource place 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: names.group
  location: stack.region
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: place
  params: {
    names: names
    region: stack.region
    tags: tags
    customerManagedKeys: options.customerManagedKeys
  }
}

module vault 'modules/vault.bicep' = {
  scope: place
  params: {
    names: names
    region: stack.region
    tags: tags
    privateEndpoints: options.privateEndpoints
    customerManagedKeys: options.customerManagedKeys
  }
}

module keyRole 'modules/roles.bicep' = if (options.customerManagedKeys) {
  scope: place
  params: { names: names, part: 'key' }
  dependsOn: [identity, vault]
}

module data 'modules/data.bicep' = {
  scope: place
  params: {
    names: names
    region: stack.region
    tags: tags
    options: options
    retention: retention
    webOrigin: webOrigin
  }
  dependsOn: [identity, keyRole]
}

module host 'modules/host.bicep' = {
  scope: place
  params: { names: names, region: stack.region, tags: tags, options: options }
  dependsOn: [identity, keyRole]
}

module models 'modules/models.bicep' = {
  scope: place
  params: { names: names, stack: stack, tags: tags, privateEndpoints: options.privateEndpoints }
}

module roles 'modules/roles.bicep' = {
  scope: place
  params: { names: names, part: 'stack' }
  dependsOn: [identity, vault, data, host, models]
}

module network 'modules/network.bicep' = if (options.privateEndpoints) {
  scope: place
  params: { names: names, region: stack.region, tags: tags }
  dependsOn: [vault, data, host, models]
}

module functions 'modules/functions.bicep' = {
  scope: place
  params: {
    names: names
    region: stack.region
    tags: tags
    options: options
    webOrigin: webOrigin
    settings: settingsOf(stack, names, group, product)
  }
  dependsOn: [roles, network]
}

@description('Where the API answers.')
output API_ADDRESS string = 'https://${names.app}.azurewebsites.net'

@description('The stack\'s resource group.')
output AZURE_RESOURCE_GROUP string = names.group
