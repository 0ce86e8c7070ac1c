//! Values of Arrow's columns as the texts that documents are made of.

use arrow_array::{
    Array, RecordBatch,
    cast::AsArray,
    types::{
        Date32Type, Date64Type, Int8Type, Int16Type, Int32Type, Int64Type, TimestampMicrosecondType,
        TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type,
        UInt32Type, UInt64Type,
    },
};
use arrow_schema::{DataType, TimeUnit};
use jiff::{SignedDuration, Timestamp, civil::Date};

/// Whether a column of this kind can hold a field.
pub fn is_readable(kind: &DataType) -> bool {
    match kind {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null => true,
        DataType::Date32 | DataType::Date64 | DataType::Timestamp(..) => true,
        DataType::Dictionary(_, value) => is_readable(value),
        DataType::List(item) | DataType::LargeList(item) => {
            matches!(item.data_type(), DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
        }
        kind => kind.is_integer(),
    }
}

/// Whether a cell is sound: what other programs call texts may be any bytes, and Arrow hands them over unlooked at.
pub fn is_sound(array: &dyn Array, row: usize) -> bool {
    let utf8 = |text: &str| std::str::from_utf8(text.as_bytes()).is_ok();
    if array.is_null(row) {
        return true;
    }
    match array.data_type() {
        DataType::Utf8 => utf8(array.as_string::<i32>().value(row)),
        DataType::LargeUtf8 => utf8(array.as_string::<i64>().value(row)),
        DataType::Utf8View => utf8(array.as_string_view().value(row)),
        DataType::Dictionary(..) => {
            let dictionary = array.as_any_dictionary();
            let key = dictionary.normalized_keys().get(row).copied();
            key.is_none_or(|key| is_sound(dictionary.values().as_ref(), key))
        }
        DataType::List(_) => are_sound(array.as_list::<i32>().value(row).as_ref()),
        DataType::LargeList(_) => are_sound(array.as_list::<i64>().value(row).as_ref()),
        _ => true,
    }
}

fn are_sound(items: &dyn Array) -> bool {
    (0..items.len()).all(|row| is_sound(items, row))
}

/// The text of a cell; lists are paragraphs.
pub fn cell(batch: &RecordBatch, column: usize, row: usize) -> Option<String> {
    value(batch.column(column).as_ref(), row)
}

fn value(array: &dyn Array, row: usize) -> Option<String> {
    macro_rules! number {
        ($kind:ty) => {
            Some(array.as_primitive::<$kind>().value(row).to_string())
        };
    }
    if array.is_null(row) {
        return None;
    }
    match array.data_type() {
        DataType::Utf8 => Some(array.as_string::<i32>().value(row).to_owned()),
        DataType::LargeUtf8 => Some(array.as_string::<i64>().value(row).to_owned()),
        DataType::Utf8View => Some(array.as_string_view().value(row).to_owned()),
        DataType::Dictionary(..) => {
            let dictionary = array.as_any_dictionary();
            value(dictionary.values().as_ref(), *dictionary.normalized_keys().get(row)?)
        }
        DataType::List(_) => paragraphs(array.as_list::<i32>().value(row).as_ref()),
        DataType::LargeList(_) => paragraphs(array.as_list::<i64>().value(row).as_ref()),
        DataType::Date32 => {
            day(i64::from(array.as_primitive::<Date32Type>().value(row)).checked_mul(86_400)?)
        }
        DataType::Date64 => day(array.as_primitive::<Date64Type>().value(row).div_euclid(1000)),
        DataType::Timestamp(unit, _) => day(match unit {
            TimeUnit::Second => array.as_primitive::<TimestampSecondType>().value(row),
            TimeUnit::Millisecond => {
                array.as_primitive::<TimestampMillisecondType>().value(row).div_euclid(1_000)
            }
            TimeUnit::Microsecond => {
                array.as_primitive::<TimestampMicrosecondType>().value(row).div_euclid(1_000_000)
            }
            TimeUnit::Nanosecond => {
                array.as_primitive::<TimestampNanosecondType>().value(row).div_euclid(1_000_000_000)
            }
        }),
        DataType::Int8 => number!(Int8Type),
        DataType::Int16 => number!(Int16Type),
        DataType::Int32 => number!(Int32Type),
        DataType::Int64 => number!(Int64Type),
        DataType::UInt8 => number!(UInt8Type),
        DataType::UInt16 => number!(UInt16Type),
        DataType::UInt32 => number!(UInt32Type),
        DataType::UInt64 => number!(UInt64Type),
        _ => None,
    }
}

fn paragraphs(items: &dyn Array) -> Option<String> {
    let items: Vec<String> = (0..items.len()).filter_map(|row| value(items, row)).collect();
    Some(items.join("\n\n"))
}

/// The day of a moment in seconds, by the clock that the column goes by: UTC where it names a zone.
fn day(seconds: i64) -> Option<String> {
    let moment = Timestamp::from_duration(SignedDuration::from_secs(seconds)).ok()?;
    Some(jiff::tz::Offset::UTC.to_datetime(moment).date().to_string())
}

/// Days since 1970-01-01 of an ISO day.
pub fn days(text: &str) -> Option<i32> {
    let date: Date = text.parse().ok()?;
    Some((date - jiff::civil::date(1970, 1, 1)).get_days())
}
