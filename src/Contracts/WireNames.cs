namespace Bot3.Messaging.Contracts;

/// <summary>Names of exchanges and queues that more than one program must agree on. Changing one is a breaking change.</summary>
public static class WireNames
{
    /// <summary>Fanout exchange where strategies publish raw JSON <see cref="SubmitOrder"/> bodies.</summary>
    public const string SubmitOrderExchange = "bot3.submit-order";

    /// <summary>Fanout exchange where strategies publish raw JSON <see cref="CancelOrder"/> bodies.</summary>
    public const string CancelOrderExchange = "bot3.cancel-order";

    /// <summary>Topic exchange of raw JSON <see cref="OrderStatusChanged"/> bodies; the routing key is the strategy id.</summary>
    public const string OrderStatusExchange = "bot3.order-status";

    /// <summary>Queue that takes the raw JSON of <see cref="SubmitOrderExchange"/>.</summary>
    public const string SubmitOrderIntakeQueue = "submit-order-intake";

    /// <summary>Queue that takes the raw JSON of <see cref="CancelOrderExchange"/>.</summary>
    public const string CancelOrderIntakeQueue = "cancel-order-intake";

    /// <summary>Queue of the order saga.</summary>
    public const string OrderSagaQueue = "order-saga";

    /// <summary>Queue of <see cref="CheckRisk"/>.</summary>
    public const string RiskCheckQueue = "risk-check";

    /// <summary>Queue of fills and releases for the risk worker's books.</summary>
    public const string RiskPortfolioQueue = "risk-portfolio";

    /// <summary>Queue of the commands for one exchange account; only the holder of that account's lease consumes it.</summary>
    /// <param name="account">The account id.</param>
    public static string ExchangeCommandsQueue(string account) => $"exchange-commands-{account}";
}
