using 'events.bicep'

param jurisdiction = 'ca'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
