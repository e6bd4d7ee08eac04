//! The fields that a report's wording can name.

use super::WordingKind;
use crate::codes;

codes!(
    /// A field. A name that was once offered stays: an office's wording may hold it.
    Field {
        /// The body that reports: "Ủy ban Mặt trận Tổ quốc Việt Nam xã …".
        Body = "co_quan",
        /// The unit's name.
        Unit = "ten_don_vi",
        /// The campaign's name between quotation marks.
        Campaign = "ten_dot",
        /// Its first day.
        From = "tu_ngay",
        /// Its last day.
        To = "den_ngay",
        /// The day the report is made.
        Today = "ngay_lap",
        /// Units the report is of.
        Units = "so_don_vi",
        /// Households on the list.
        Households = "so_ho",
        /// People in them.
        Members = "so_nhan_khau",
        /// Households that were visited in the campaign.
        Visited = "so_ho_duoc_tham",
        /// Visits in the campaign.
        Visits = "so_luot_tham",
        /// Households on the list that were not visited in it.
        NotVisited = "so_ho_chua_duoc_tham",
        /// Households that were given something in the campaign.
        Aided = "so_ho_duoc_ho_tro",
        /// Handovers in the campaign.
        Handovers = "so_luot_ho_tro",
        /// Poor households visited.
        PoorVisited = "so_ho_ngheo_duoc_tham",
        /// Poor households given something.
        PoorAided = "so_ho_ngheo_duoc_ho_tro",
        /// Near-poor households visited.
        NearPoorVisited = "so_ho_can_ngheo_duoc_tham",
        /// Near-poor households given something.
        NearPoorAided = "so_ho_can_ngheo_duoc_ho_tro",
        /// Money handed over.
        GivenMoney = "tien_da_trao",
        /// The same in words.
        GivenMoneyWords = "tien_da_trao_bang_chu",
        /// Worth of goods handed over.
        GivenGoods = "hien_vat_da_trao",
        /// The same in words.
        GivenGoodsWords = "hien_vat_da_trao_bang_chu",
        /// Money promised to the Fund.
        Pledged = "quy_tien_dang_ky",
        /// Money the Fund received from donors.
        Received = "quy_tien_tiep_nhan",
        /// The same in words.
        ReceivedWords = "quy_tien_tiep_nhan_bang_chu",
        /// Money the Fund spent and handed over.
        Spent = "quy_tien_da_chi",
        /// The same in words.
        SpentWords = "quy_tien_da_chi_bang_chu",
        /// Money left in the Fund.
        Left = "quy_tien_con_lai",
        /// The same in words.
        LeftWords = "quy_tien_con_lai_bang_chu",
        /// Worth of goods left in the Fund.
        LeftGoods = "quy_hien_vat_con_lai",
        /// The same in words.
        LeftGoodsWords = "quy_hien_vat_con_lai_bang_chu",
        /// Money on its way from one unit's Fund to another's.
        OnTheWay = "quy_tien_dang_chuyen",
        /// Things done for publicity.
        Activities = "so_hoat_dong_tuyen_truyen",
        /// People reached by them, each as often as they were.
        Reach = "so_luot_nguoi_duoc_tuyen_truyen",
        /// Targets of the campaign.
        Targets = "so_chi_tieu",
        /// Of those, reached.
        TargetsReached = "so_chi_tieu_dat",
        /// Publicity by channels.
        PublicityTable = "bang_tuyen_truyen",
        /// Who was reached by hamlet.
        HamletTable = "bang_theo_ap",
        /// Who was reached by category.
        CategoryTable = "bang_theo_loai_ho",
        /// Who was reached by unit.
        UnitTable = "bang_theo_don_vi",
        /// Households given something by unit and category.
        UnitCategoryTable = "bang_ho_tro_theo_loai_ho",
        /// Money and goods handed over by unit.
        UnitGivenTable = "bang_ho_tro_theo_don_vi",
        /// What was given by item and source.
        GivenTable = "bang_ho_tro",
        /// Where the Fund stands.
        FundTable = "bang_quy",
        /// Where each unit's Fund stands.
        UnitFundTable = "bang_quy_theo_don_vi",
        /// How far targets were reached.
        TargetTable = "bang_chi_tieu",
    }
);

impl Field {
    /// Whether a table stands in its place.
    pub fn is_table(self) -> bool {
        self.code().starts_with("bang_")
    }

    /// Whether a report of this kind has it.
    pub const fn is_of(self, kind: WordingKind) -> bool {
        match self {
            Self::HamletTable => matches!(kind, WordingKind::Own),
            Self::Units
            | Self::OnTheWay
            | Self::UnitTable
            | Self::UnitCategoryTable
            | Self::UnitGivenTable
            | Self::UnitFundTable => matches!(kind, WordingKind::Whole),
            Self::Body
            | Self::Unit
            | Self::Campaign
            | Self::From
            | Self::To
            | Self::Today
            | Self::Households
            | Self::Members
            | Self::Visited
            | Self::Visits
            | Self::NotVisited
            | Self::Aided
            | Self::Handovers
            | Self::PoorVisited
            | Self::PoorAided
            | Self::NearPoorVisited
            | Self::NearPoorAided
            | Self::GivenMoney
            | Self::GivenMoneyWords
            | Self::GivenGoods
            | Self::GivenGoodsWords
            | Self::Pledged
            | Self::Received
            | Self::ReceivedWords
            | Self::Spent
            | Self::SpentWords
            | Self::Left
            | Self::LeftWords
            | Self::LeftGoods
            | Self::LeftGoodsWords
            | Self::Activities
            | Self::Reach
            | Self::Targets
            | Self::TargetsReached
            | Self::PublicityTable
            | Self::CategoryTable
            | Self::GivenTable
            | Self::FundTable
            | Self::TargetTable => true,
        }
    }
}
