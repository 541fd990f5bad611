using Bot3.Messaging.ExchangeSimulator.Accounts;

namespace Bot3.Messaging.ExchangeSimulator.Matching.SelfTrades;

/// <summary>Which mode applies when two orders meet: the taker's, with TRANSFER only if both ask for it.</summary>
internal static class SelfTradeRule
{
    public static SelfTradePrevention For(Account taker, SelfTradePrevention takerMode, Order maker)
    {
        if (takerMode == SelfTradePrevention.None || !AreOne(taker, maker.Account))
            return SelfTradePrevention.None;
        if (takerMode != SelfTradePrevention.Transfer)
            return takerMode;
        return maker.SelfTradePrevention == SelfTradePrevention.Transfer ? SelfTradePrevention.Transfer : SelfTradePrevention.Decrement;
    }

    private static bool AreOne(Account first, Account second) =>
        first == second || (first.TradeGroupId >= 0 && first.TradeGroupId == second.TradeGroupId);
}
