using System.Text.Json.Serialization;

namespace Bot3.Messaging.Contracts.Json;

/// <summary>
/// Generated code that writes and reads the messages between our own processes: the same names and values as in an envelope, without
/// reflection. Public messages do not need it: they leave as raw JSON or in an envelope.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    Converters = [typeof(DecimalTextConverter)])]
[JsonSerializable(typeof(SubmitOrder))]
[JsonSerializable(typeof(CancelOrder))]
[JsonSerializable(typeof(CheckRisk))]
[JsonSerializable(typeof(PlaceOrder))]
[JsonSerializable(typeof(CancelVenueOrder))]
[JsonSerializable(typeof(ResolveVenueOrder))]
[JsonSerializable(typeof(ReleaseReservation))]
[JsonSerializable(typeof(OrderDeadlineElapsed))]
[JsonSerializable(typeof(RiskApproved))]
[JsonSerializable(typeof(RiskDenied))]
[JsonSerializable(typeof(OrderAccepted))]
[JsonSerializable(typeof(OrderRejected))]
[JsonSerializable(typeof(OrderNotSent))]
[JsonSerializable(typeof(OrderOutcomeUnknown))]
[JsonSerializable(typeof(OrderProvenAbsent))]
[JsonSerializable(typeof(OrderCancelled))]
[JsonSerializable(typeof(OrderCancelRejected))]
[JsonSerializable(typeof(OrderExpired))]
[JsonSerializable(typeof(OrderFilled))]
public sealed partial class InternalJson : JsonSerializerContext;
