using System.Globalization;

namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>What is held, what is open and this order together stay within the greatest position.</summary>
public sealed class PositionStaysWithinSize : IRiskRule
{
    /// <inheritdoc/>
    public IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.PositionSizeExceeded];

    /// <inheritdoc/>
    public IEnumerable<RiskVerdict> Check(RiskRequest request, RiskLimits limits, RiskSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(snapshot);
        return Verdicts();

        IEnumerable<RiskVerdict> Verdicts()
        {
            var exposure = Exposure.Of(request, snapshot);
            if (exposure.IsCloseOnly || limits.PositionSizeUsdMax is not { } limit
                || exposure.HeldUsd + snapshot.OpenExposureUsd + exposure.OpeningUsd is not { } actual || actual <= limit)
            {
                yield break;
            }

            yield return new RiskVerdict(
                DenyReason.PositionSizeExceeded,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Position {actual} USD (held {exposure.HeldUsd}, open {snapshot.OpenExposureUsd}, "
                    + $"order {exposure.OpeningUsd}) exceeds {limit} USD."),
                limit,
                actual,
                "USD");
        }
    }
}
