using System.ComponentModel;
using System.Globalization;

namespace Bot3.Messaging.Hosting.Configuration;

/// <summary>
/// A value that must never reach a log, a trace or an error text: it prints <c>***</c>. An options property of this type named
/// <c>X</c> may be given as <c>X</c>, or as <c>XFile</c>: the path of a file that holds it (see <see cref="OptionsRegistration"/>).
/// </summary>
/// <remarks><c>default(Secret)</c> is the empty secret: <see cref="IsEmpty"/> is true.</remarks>
[TypeConverter(typeof(SecretConverter))]
public readonly record struct Secret
{
    private readonly string? _value;

    /// <summary>Wraps a value.</summary>
    /// <param name="value">The secret text; <see langword="null"/> means none.</param>
    public Secret(string? value) => _value = value;

    /// <summary>Whether there is no value.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(_value);

    /// <summary>Returns the text itself, for the one call that needs it. Never pass it to a log.</summary>
    /// <returns>The secret text, empty when there is none.</returns>
    public string Reveal() => _value ?? string.Empty;

    /// <inheritdoc />
    public override string ToString() => IsEmpty ? string.Empty : "***";

    private sealed class SecretConverter : TypeConverter
    {
        public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
            sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

        public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
            value is string text ? new Secret(text) : base.ConvertFrom(context, culture, value);
    }
}
