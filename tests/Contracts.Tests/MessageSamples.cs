using System.Reflection;
using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.Contracts_Tests;

/// <summary>Makes one filled-in instance of every message, so that a new message or member cannot escape its snapshot.</summary>
internal static class MessageSamples
{
    public static IReadOnlyList<Type> MessageTypes { get; } =
    [
        .. typeof(SubmitOrder).Assembly.GetExportedTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false, Namespace: "Bot3.Messaging.Contracts" } && IsRecord(type))
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    public static object Create(Type type)
    {
        var instance = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties().Where(p => p.CanWrite))
            property.SetValue(instance, Value(property.PropertyType, property.Name));
        return instance;
    }

    private static bool IsRecord(Type type) => type.GetProperty("EqualityContract", BindingFlags.Instance | BindingFlags.NonPublic) is not null;

    private static object Value(Type type, string name)
    {
        var core = Nullable.GetUnderlyingType(type) ?? type;
        if (core == typeof(Guid))
            return Guid.Parse("0197f9c2-0000-7000-8000-000000000001");
        if (core == typeof(string))
            return name == "Symbol" ? "BTC/USDT" : $"{name}-text";
        if (core == typeof(decimal))
            return 12345.67800m;
        if (core == typeof(int))
            return 7;
        if (core == typeof(long))
            return 7_000_000_000L;
        if (core == typeof(bool))
            return true;
        if (core == typeof(DateTimeOffset))
            return new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);
        if (core == typeof(TimeSpan))
            return TimeSpan.FromSeconds(1.5);
        if (core.IsEnum)
            return Enum.GetValues(core).GetValue(1)!;
        if (core.IsGenericType && core.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
            return new Dictionary<string, string> { ["stepSize"] = "0.00001000" };
        if (core.IsGenericType && core.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var element = core.GetGenericArguments()[0];
            var array = Array.CreateInstance(element, 1);
            array.SetValue(Value(element, name), 0);
            return array;
        }

        return Create(core);
    }
}
