using System.Globalization;
using Bot3.Messaging.Persistence.Packs;
using MassTransit;

namespace Bot3.Messaging.Hosting.Transport;

/// <summary>How far a message has come with its retries before this delivery.</summary>
/// <param name="Retries">Retries that it has had, the present delivery included if that is one; 0 for a first delivery.</param>
/// <param name="FirstFaultAt">When it failed first; <see langword="null"/> if it has not.</param>
internal readonly record struct RetryLadder(int Retries, DateTimeOffset? FirstFaultAt)
{
    // Nobody has so many; a header that says more is not ours.
    private const int Highest = 1_000_000;

    /// <summary>Reads it from the headers of a message that came back from a pack.</summary>
    public static RetryLadder Of(PipeContext context)
    {
        if (!context.TryGetPayload<ReceiveContext>(out var receive))
        {
            return default;
        }

        var headers = receive.TransportHeaders;
        return headers.TryGetHeader(PackedDelivery.RetryCountHeader, out var count)
            && int.TryParse(count as string, NumberStyles.None, CultureInfo.InvariantCulture, out var retries) && retries <= Highest
            && headers.TryGetHeader(PackedDelivery.FirstFaultHeader, out var first)
            && DateTimeOffset.TryParse(
                first as string, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var firstFaultAt)
            ? new RetryLadder(retries, firstFaultAt)
            : default;
    }
}
