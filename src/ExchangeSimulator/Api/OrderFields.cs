namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>The names of an order's parameters: bare for a single order, with a prefix for a leg of a list (PROTOCOL §5).</summary>
/// <param name="Prefix">For example <c>pendingAbove</c>; empty for a single order.</param>
/// <param name="Side">Parameter with the side: the legs of a pair share one.</param>
/// <param name="Quantity">Parameter with the quantity; null if the order has none of its own (OPO).</param>
internal sealed record OrderFields(string Prefix, string Side, string? Quantity)
{
    public static OrderFields Single { get; } = new("", "side", "quantity");

    public string ClientOrderId => Prefix.Length == 0 ? "newClientOrderId" : Prefix + "ClientOrderId";

    public bool IsLeg => Prefix.Length > 0;

    public string Of(string name) => Prefix.Length == 0 ? name : $"{Prefix}{char.ToUpperInvariant(name[0])}{name[1..]}";
}
