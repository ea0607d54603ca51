// One stack of CaseClock, in one jurisdiction: its resource group and everything in it.
// What comes after the code answers is in events.bicep.

targetScope = 'subscription'

import { namesOf } from 'names.bicep'
import { Product, settingsOf } from 'settings.bicep'
import { Options, Retention, Stack, Watch } from 'types.bicep'

@description('Tells stacks of one jurisdiction apart, such as prod and test.')
@minLength(2)
@maxLength(16)
param environmentName string

@description('Where the stack keeps and processes its data, and with which model.')
param stack Stack

@description('Whose lawyers it serves, with which Clio, at which prices.')
param product Product

@description('What it can do without, or more of.')
param options Options

@description('How long blobs are kept.')
param retention Retention

@description('Who watches over it, and what they are told of.')
param watch Watch

@description('The origin of the web client where it has a domain of its own, such as https://time.example.ca; otherwise empty.')
param ownOrigin string

var names = namesOf(stack.jurisdiction, environmentName, subscription().id)
var group = '${subscription().id}/resourceGroups/${names.group}'
// No other origin may call or upload.
var webOrigin = empty(ownOrigin) ? 'https://${names.web}.azurewebsites.net' : ownOrigin
var tags = { 'azd-env-name': environmentName, product: 'caseclock', jurisdiction: stack.jurisdiction }

resource place 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: names.group
  location: stack.region
  tags: tags
}

module policy 'modules/policy.bicep' = {
  params: { names: names }
}

// Before anything is made: what they deny is denied to this template too.
module policies 'modules/policies.bicep' = {
  scope: place
  params: { names: names, stack: stack }
  dependsOn: [policy]
}

module identity 'modules/identity.bicep' = {
  scope: place
  params: {
    names: names
    region: stack.region
    tags: tags
    customerManagedKeys: options.customerManagedKeys
  }
  dependsOn: [policies]
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
  dependsOn: [policies]
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
    // The app erases exported files earlier, after 30 days if it is not told otherwise: this is for what it missed.
    exportDays: int(product.tuning.?CASECLOCK_EXPORT_DAYS ?? '30') + 10
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
  dependsOn: [policies]
}

module monitoring 'modules/monitoring.bicep' = {
  scope: place
  params: { names: names, region: stack.region, tags: tags, watch: watch }
  dependsOn: [policies]
}

module roles 'modules/roles.bicep' = {
  scope: place
  params: { names: names, part: 'stack' }
  dependsOn: [identity, vault, data, host, models, monitoring]
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

module web 'modules/web.bicep' = {
  scope: place
  params: { names: names, region: stack.region, tags: tags }
  dependsOn: [policies]
}

module diagnostics 'modules/diagnostics.bicep' = {
  scope: place
  params: { names: names, privateEndpoints: options.privateEndpoints }
  dependsOn: [functions, web]
}

module workbook 'modules/workbook.bicep' = {
  scope: place
  params: { names: names, region: stack.region, tags: tags, stack: stack }
  dependsOn: [monitoring]
}

module alerts 'modules/alerts.bicep' = {
  scope: place
  params: { names: names, region: stack.region, tags: tags, stack: stack, watch: watch }
  dependsOn: [diagnostics]
}

module budget 'modules/budget.bicep' = {
  scope: place
  params: { names: names, watch: watch }
  dependsOn: [monitoring]
}

@description('Where the API answers.')
output API_ADDRESS string = 'https://${names.app}.azurewebsites.net'

@description('The stack\'s resource group.')
output AZURE_RESOURCE_GROUP string = names.group

@description('The function app.')
output API_NAME string = names.app

@description('Where the web client is.')
output WEB_ADDRESS string = webOrigin

@description('The app that hands out the web client.')
output WEB_NAME string = names.web
