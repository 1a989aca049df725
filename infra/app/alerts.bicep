// What Slack cannot tell: that nothing is evaluated any more, and that Slack does not take what is to be said.
// The queries read the lines that the app logs, one JSON object a run.

param location string
param tags object
param workspaceId string
@minLength(1)
param actionGroupIds string[]

// "evaluate Successes" is the Functions host's own count, never sampled; either sign of life is enough.
var noEvaluation = '''
union isfuzzy=true
    (AppTraces | where Message startswith '{"event":"evaluate"'),
    (AppMetrics | where Name == 'evaluate Successes' and Sum > 0)
| summarize runs = count()
| where runs == 0
'''

// A queue that was emptied within the window has a line with nothing waiting.
var undelivered = '''
union isfuzzy=true
    (AppTraces
    | where Message startswith '{"event":"message-failed"'
    | project at = TimeGenerated, detail = Message),
    (AppTraces
    | where Message startswith '{"event":"deliver"'
    | extend waiting = toint(parse_json(Message).waiting)
    | summarize least = min(waiting), earliest = min(TimeGenerated), latest = max(TimeGenerated)
    | where least > 0 and latest - earliest > 10m
    | project at = latest, detail = strcat('waiting since before ', earliest, ': at least ', least))
'''

var rules = [
  {
    name: 'knockwatch-no-evaluation'
    displayName: 'Knockwatch evaluates nothing'
    description: 'No evaluation has ended for 15 minutes: nothing new is found or told. Look at the health address, then at the exceptions of the function "evaluate".'
    severity: 1
    query: noEvaluation
  }
  {
    name: 'knockwatch-undelivered'
    displayName: 'Knockwatch cannot speak'
    description: 'Slack refused a message for good, or messages have been waiting for more than 10 minutes. The result names the code: check the token, the scopes and that the bot is in the channel.'
    severity: 2
    query: undelivered
  }
]

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for rule in rules: {
  name: rule.name
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: rule.displayName
    description: rule.description
    severity: rule.severity
    scopes: [workspaceId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    // The tables appear with the first rows.
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: rule.query
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: {
            minFailingPeriodsToAlert: 1
            numberOfEvaluationPeriods: 1
          }
        }
      ]
    }
    actions: {
      actionGroups: actionGroupIds
    }
  }
}]
