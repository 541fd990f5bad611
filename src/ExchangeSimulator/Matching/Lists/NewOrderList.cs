namespace Bot3.Messaging.ExchangeSimulator.Matching.Lists;

/// <summary>A list that an account asks for; syntactically checked, nothing else.</summary>
/// <param name="Kind">Which contingency.</param>
/// <param name="ClientId">The list's own client id, null to have one made up.</param>
/// <param name="Working">The working order; null in an OCO.</param>
/// <param name="Single">The one pending order of an OTO or OPO.</param>
/// <param name="Above">The leg above the market of a pair.</param>
/// <param name="Below">The leg below the market of a pair.</param>
internal sealed record NewOrderList(
    ListKind Kind,
    string? ClientId,
    NewOrder? Working,
    NewOrder? Single,
    NewOrder? Above,
    NewOrder? Below)
{
    /// <summary>The legs in the order in which they are entered: working first, a stop-loss before its partner.</summary>
    public IReadOnlyList<NewOrder> Legs { get; } = InOrder(Working, Single, Above, Below);

    private static List<NewOrder> InOrder(NewOrder? working, NewOrder? single, NewOrder? above, NewOrder? below)
    {
        NewOrder?[] pair = below is { } leg && leg.Type.IsStopLoss() ? [below, above] : [above, below];
        return [.. new[] { working, single, pair[0], pair[1] }.OfType<NewOrder>()];
    }
}
