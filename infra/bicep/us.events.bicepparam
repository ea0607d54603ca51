using 'events.bicep'

param jurisdiction = 'us'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
