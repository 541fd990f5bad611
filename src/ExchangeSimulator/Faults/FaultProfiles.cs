using System.Collections.Immutable;

namespace Bot3.Messaging.ExchangeSimulator.Faults;

/// <summary>
/// The rules behind each profile. Delays differ by rule so that some are shorter and some longer than a client's patience.
/// </summary>
internal static class FaultProfiles
{
    public static ImmutableArray<FaultRule> Rules(FaultProfile profile) => profile switch
    {
        FaultProfile.Light => [.. Base(1)],
        FaultProfile.Heavy => [.. Base(4)],
        _ => [],
    };

    private static IEnumerable<FaultRule> Base(int factor)
    {
        yield return Rule(FaultKind.EventBeforeAnswer, 0.03m, 50);
        yield return Rule(FaultKind.DelayedAnswer, 0.02m, 400);
        yield return Rule(FaultKind.DelayedRequest, 0.01m, 200);
        yield return Rule(FaultKind.NoAnswerAfterEngine, 0.01m, 0);
        yield return Rule(FaultKind.NoAnswerBeforeEngine, 0.005m, 0);
        yield return Rule(FaultKind.ServerErrorAfter, 0.005m, 0);
        yield return Rule(FaultKind.ServerErrorBefore, 0.005m, 0);
        yield return Rule(FaultKind.UnreadableAnswer, 0.003m, 0);
        yield return Rule(FaultKind.StaleQuery, 0.03m, 2_000);
        yield return Rule(FaultKind.TooManyRequests, 0.003m, 0);
        yield return Rule(FaultKind.DuplicateEvent, 0.02m, 0);
        yield return Rule(FaultKind.StreamCut, 0.005m, 0);

        FaultRule Rule(FaultKind kind, decimal probability, int delayMs) =>
            new(kind) { Probability = probability * factor, DelayMs = delayMs };
    }
}
