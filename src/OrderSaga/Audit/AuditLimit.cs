namespace Bot3.Messaging.OrderSaga.Audit;

/// <summary>The bound of every list that is read here.</summary>
internal static class AuditLimit
{
    private const int Highest = 10_000;

    public static void Check(int limit)
    {
        if (limit is < 1 or > Highest)
            throw new ArgumentOutOfRangeException(nameof(limit), limit, $"limit must be 1 to {Highest}, was {limit}");
    }
}
