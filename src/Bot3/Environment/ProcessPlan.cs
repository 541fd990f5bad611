namespace Bot3.Messaging.Bot3.Environment;

/// <summary>How one of our programs is run.</summary>
/// <param name="Command">Program and arguments, at least two.</param>
/// <param name="Environment">Variables added to the safe ones of this process.</param>
internal sealed record ProcessPlan(IReadOnlyList<string> Command, IReadOnlyDictionary<string, string> Environment);
