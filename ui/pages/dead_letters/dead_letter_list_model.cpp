#include "dead_letters_page/dead_letter_list_model.h"

#include <QLocale>
#include <algorithm>
#include <unordered_set>

#include "dead_letters_page/letter_words.h"
#include "models/delivery_words.h"

namespace hookline::dead_letters_page {
namespace {

model::DeliveryId idOf(const client::DeadLetter& letter) { return letter.delivery.row.id; }

bool newer(const client::DeadLetter& a, const client::DeadLetter& b) { return idOf(a) > idOf(b); }

}  // namespace

void DeadLetterListModel::start(std::vector<client::DeadLetter> newest) {
  beginResetModel();
  rows_ = std::move(newest);
  std::sort(rows_.begin(), rows_.end(), newer);
  for (auto& row : rows_) row.event.clear();
  endResetModel();
}

std::vector<model::DeliveryId> DeadLetterListModel::reconcile(std::vector<client::DeadLetter> page, std::optional<model::DeliveryId> above,
                                                              bool last, bool insertAbove) {
  std::unordered_set<model::DeliveryId> told;
  for (const auto& letter : page) told.insert(idOf(letter));
  const auto oldest = page.empty() ? std::optional<model::DeliveryId>() : idOf(*std::max_element(page.begin(), page.end(), newer));
  std::vector<model::DeliveryId> gone;
  for (const auto& row : rows_) {
    const auto id = idOf(row);
    const bool covered = (!above || id < *above) && (last || (oldest && id >= *oldest));
    if (covered && !told.contains(id)) gone.push_back(id);
  }
  const auto end = rows_.empty() ? std::optional<model::DeliveryId>() : idOf(rows_.back());
  remove(gone);
  std::vector<model::DeliveryId> unknown;
  for (auto& letter : page) {
    letter.event.clear();
    const int known = rowOf(idOf(letter));
    if (known >= 0) {
      rows_[static_cast<std::size_t>(known)] = std::move(letter);
      emit dataChanged(index(known, 0), index(known, kColumns - 1));
    } else if (insertAbove || !end || idOf(letter) < *end) {
      insert(std::move(letter));
    } else {
      unknown.push_back(idOf(letter));
    }
  }
  return unknown;
}

void DeadLetterListModel::insert(client::DeadLetter letter) {
  if (full()) return;
  const int row = placeOf(idOf(letter));
  beginInsertRows({}, row, row);
  rows_.insert(rows_.begin() + row, std::move(letter));
  endInsertRows();
}

void DeadLetterListModel::remove(const std::vector<model::DeliveryId>& ids) {
  std::vector<int> rows;
  for (const auto id : ids)
    if (const int row = rowOf(id); row >= 0) rows.push_back(row);
  std::sort(rows.begin(), rows.end(), std::greater<>());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  // From the end, neighbours together.
  for (std::size_t n = 0; n < rows.size();) {
    const int last = rows[n];
    int first = last;
    while (++n < rows.size() && rows[n] == first - 1) first = rows[n];
    removeRun(first, last);
  }
}

void DeadLetterListModel::removeRun(int first, int last) {
  beginRemoveRows({}, first, last);
  rows_.erase(rows_.begin() + first, rows_.begin() + last + 1);
  endRemoveRows();
}

int DeadLetterListModel::placeOf(model::DeliveryId id) const {
  const auto place = std::lower_bound(rows_.begin(), rows_.end(), id,
                                      [](const client::DeadLetter& row, model::DeliveryId wanted) { return idOf(row) > wanted; });
  return static_cast<int>(place - rows_.begin());
}

int DeadLetterListModel::rowOf(model::DeliveryId id) const {
  const int row = placeOf(id);
  return row < rowCount() && idOf(at(row)) == id ? row : -1;
}

int DeadLetterListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(rows_.size()); }

int DeadLetterListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(kColumns); }

QString DeadLetterListModel::text(const client::DeadLetter& letter, int column) {
  switch (column) {
    case kDiedAt:
      return timeWord(letter.diedAt);
    case kEvent:
      return models::plain(letter.delivery.row.eventType);
    case kFor:
      return models::personWord(letter.delivery.row.person);
    case kWebhook:
      return webhookWord(letter.delivery);
    case kWhy:
      return causeWord(letter);
    case kTries:
      return QLocale().toString(letter.delivery.row.tries);
    default:
      return {};
  }
}

QVariant DeadLetterListModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const auto& letter = at(index.row());
  switch (role) {
    case Qt::DisplayRole:
      return text(letter, index.column());
    case Qt::ToolTipRole:
      if (index.column() == kDiedAt) return exactTime(letter.diedAt).toHtmlEscaped();
      if (index.column() == kFor) return models::plain(letter.delivery.row.person.email).toHtmlEscaped();
      return text(letter, index.column()).toHtmlEscaped();
    case Qt::TextAlignmentRole:
      return QVariant((index.column() == kTries ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::AccessibleTextRole:
      return index.column() == kDiedAt ? letterSentence(letter) : text(letter, index.column());
    case kIdRole:
      return QVariant::fromValue(static_cast<qint64>(idOf(letter).value));
    default:
      return {};
  }
}

QVariant DeadLetterListModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) return QVariant((section == kTries ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case kDiedAt:
      return tr("Died at");
    case kEvent:
      return tr("Event");
    case kFor:
      return tr("For");
    case kWebhook:
      return tr("Webhook");
    case kWhy:
      return tr("Why");
    case kTries:
      return tr("Tries");
    default:
      return {};
  }
}

}  // namespace hookline::dead_letters_page
