using System.Text.Json.Nodes;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>Cancel-replace and amend (PROTOCOL §6).</summary>
internal sealed class OrderChangeMethods(Venue venue)
{
    private const string Success = "SUCCESS";
    private const string Failure = "FAILURE";

    public IEnumerable<ApiMethod> All()
    {
        yield return new("order.cancelReplace", "POST", "order/cancelReplace", true, _ => 1, CancelReplace)
        {
            IsFreeOnSuccess = true,
            OrderCount = 1,
            HandlesOrderLimit = parameters => parameters.Text("orderRateLimitExceededMode") == "CANCEL_ONLY",
        };
        yield return new("order.amend.keepPriority", "PUT", "order/amend/keepPriority", true, _ => 4, Amend);
    }

    private JsonObject CancelReplace(ApiCall call)
    {
        var market = venue.Market(call.Parameters.RequiredText("symbol"));
        if (!market.Rules.Options.CancelReplaceAllowed)
            throw Refusals.NewOrder("Order cancel-replace is not supported for this symbol.");
        var isStrict = IsStrict(call.Parameters);
        CheckLimitMode(call.Parameters);
        var target = CancelTarget.Of(call.Parameters, "cancelOrderId", "cancelOrigClientOrderId");
        var request = OrderRequestParser.Parse(call.Parameters, market);
        var responseType = TradingMethods.ResponseType(call.Parameters, request.Type);
        var cancelId = call.Parameters.ClientOrderId("cancelNewClientOrderId");
        // Filters are looked at before anything is cancelled, with the old order still counted.
        venue.Engine.ValidateFilters(call.Owner, market, request, call.Now);

        var (canceled, cancelRefusal) = Try(() => target.Cancel(venue, call, market, cancelId));
        if (cancelRefusal is not null && isStrict)
            throw Failed(call, isStrict, canceled, cancelRefusal, null, null);
        var (placed, newRefusal) = call.OrderLimit is { } limit
            ? (null, limit)
            : Try(() => OrderJson.Placed(venue.Engine.Place(call.Owner, market, request, call.Now), responseType));
        if (cancelRefusal is not null || newRefusal is not null)
            throw Failed(call, isStrict, canceled, cancelRefusal, placed, newRefusal);
        return new JsonObject
        {
            ["cancelResult"] = Success,
            ["newOrderResult"] = Success,
            ["cancelResponse"] = canceled,
            ["newOrderResponse"] = placed,
        };
    }

    private static bool IsStrict(ApiParameters parameters) => parameters.RequiredText("cancelReplaceMode") switch
    {
        "STOP_ON_FAILURE" => true,
        "ALLOW_FAILURE" => false,
        _ => throw Refusals.InvalidData("cancelReplaceMode"),
    };

    private static void CheckLimitMode(ApiParameters parameters)
    {
        if (parameters.Text("orderRateLimitExceededMode") is not (null or "DO_NOTHING" or "CANCEL_ONLY"))
            throw Refusals.InvalidData("orderRateLimitExceededMode");
    }

    private static (JsonObject? Answer, VenueRefusal? Refusal) Try(Func<JsonObject> act)
    {
        try
        {
            return (act(), null);
        }
        catch (VenueRefusal refusal)
        {
            return (null, refusal);
        }
    }

    // Both parts failed, or the second was not even tried: -2022. Only one failed: -2021. An exceeded order count makes it 429 where
    // the caller wanted all or nothing.
    private static VenueRefusal Failed(
        ApiCall call, bool isStrict, JsonObject? canceled, VenueRefusal? cancelRefusal, JsonObject? placed, VenueRefusal? newRefusal)
    {
        var isPartly = canceled is not null || placed is not null;
        var plain = isPartly ? Refusals.PartlyReplaced() : Refusals.NotReplaced();
        var isOverLimit = call.OrderLimit is not null && isStrict;
        return new VenueRefusal(isOverLimit ? 429 : plain.Status, plain.Code, plain.Message)
        {
            RetryAt = isOverLimit ? call.OrderLimit!.RetryAt : null,
            Details = new JsonObject
            {
                ["cancelResult"] = canceled is null ? Failure : Success,
                ["newOrderResult"] = placed is not null ? Success : newRefusal is null ? "NOT_ATTEMPTED" : Failure,
                ["cancelResponse"] = canceled ?? cancelRefusal!.ToJson(),
                ["newOrderResponse"] = placed ?? newRefusal?.ToJson(),
            },
        };
    }

    private JsonObject Amend(ApiCall call)
    {
        var market = venue.Market(call.Parameters.RequiredText("symbol"));
        var target = CancelTarget.Of(call.Parameters, "orderId", "origClientOrderId");
        var quantity = call.Parameters.Amount("newQty") ?? throw Refusals.Missing("newQty");
        if (quantity == 0)
            throw Refusals.InvalidQuantity();
        var newId = call.Parameters.ClientOrderId("newClientOrderId");
        var order = target.Find(venue, call, market) ?? throw Refusals.Amend("Unknown order sent.");
        var amendment = venue.Engine.Amend(market, order, quantity, newId, call.Now);
        var json = new JsonObject
        {
            ["transactTime"] = call.Now.ToUnixTimeMilliseconds(),
            ["executionId"] = amendment.ExecutionId,
            ["amendedOrder"] = OrderJson.Amended(order, amendment),
        };
        if (order.List is { } list)
            json["listStatus"] = OrderListJson.AmendStatus(list);
        return json;
    }
}
